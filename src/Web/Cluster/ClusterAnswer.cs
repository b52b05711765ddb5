namespace Workbook.Web.Cluster;

/// <summary>The answer to a <see cref="ClusterRequest"/>: one of the two is null.</summary>
/// <param name="Value">What was asked for; empty where something was to be done.</param>
/// <param name="Error">Why there is none, and what to do.</param>
internal sealed record ClusterAnswer(object? Value, string? Error)
{
    public static ClusterAnswer Done { get; } = new("", null);

    public static ClusterAnswer Of(object value) => new(value, null);

    public static ClusterAnswer Refused(string error) => new(null, error);
}
