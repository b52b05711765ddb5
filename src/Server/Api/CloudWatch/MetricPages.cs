using System.Text;
using Workbook.Orchestration.CloudWatch;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Server.Api.CloudWatch;

/// <summary>Pages through metrics in their order. A token is the last one that was given, so that what comes meanwhile repeats nothing.</summary>
internal static class MetricPages
{
    /// <exception cref="ApiException">InvalidParameterValue: the token is none of ours.</exception>
    public static Page<MetricId> Of(IEnumerable<(string Key, MetricId Metric)> metrics, string? nextToken, int size)
    {
        var after = nextToken is null ? null : Decode(nextToken) ?? throw CloudWatchErrors.InvalidParameterValue("The parameter NextToken is invalid.");
        var items = new List<MetricId>();
        string? last = null;
        foreach (var (key, metric) in metrics)
        {
            if (after is not null && string.CompareOrdinal(key, after) <= 0) continue;
            if (items.Count == size) return new(items.ToValueList(), Convert.ToBase64String(Encoding.UTF8.GetBytes("m:" + last)));
            items.Add(metric);
            last = key;
        }
        return new(items.ToValueList(), null);
    }

    private static string? Decode(string token)
    {
        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.StartsWith("m:", StringComparison.Ordinal) ? text[2..] : null;
    }
}
