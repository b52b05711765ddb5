namespace Workbook;

/// <summary>A metric that a service is scaled by.</summary>
/// <param name="Name">As it is asked for: <c>cpu</c>, <c>memory</c>, <c>requests</c>.</param>
/// <param name="Title">What a chart calls it.</param>
/// <param name="Unit">Of its values.</param>
/// <param name="Namespace">In CloudWatch.</param>
/// <param name="MetricName">In CloudWatch.</param>
/// <param name="Statistic">In CloudWatch.</param>
/// <param name="PredefinedType">What target tracking policies call it.</param>
internal sealed record ChartMetric(string Name, string Title, string Unit, string Namespace, string MetricName, string Statistic, string PredefinedType)
{
    public static readonly ChartMetric Cpu = new("cpu", "CPU", "%", "AWS/ECS", "CPUUtilization", "Average", "ECSServiceAverageCPUUtilization");
    public static readonly ChartMetric Memory = new("memory", "Memory", "%", "AWS/ECS", "MemoryUtilization", "Average", "ECSServiceAverageMemoryUtilization");
    public static readonly ChartMetric Requests = new("requests", "Requests to each target", "a minute", "AWS/ApplicationELB", "RequestCountPerTarget", "Sum", "ALBRequestCountPerTarget");

    public static IReadOnlyList<ChartMetric> All { get; } = [Cpu, Memory, Requests];

    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static ChartMetric Named(string name) => All.FirstOrDefault(metric => metric.Name == name)
        ?? throw new ArgumentException($"There is no metric '{name}'. There are: {string.Join(", ", All.Select(metric => metric.Name))}.");

    /// <summary>Null for another one.</summary>
    public static ChartMetric? OfPredefined(string? type) => All.FirstOrDefault(metric => metric.PredefinedType == type);
}
