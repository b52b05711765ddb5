using System.Globalization;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;

namespace Workbook;

/// <summary>What an alarm's history says about the states that it was in.</summary>
internal static class AlarmStates
{
    private const string Updated = "Alarm updated from ";

    public static AlarmTrack TrackOf(MetricAlarm alarm, IReadOnlyList<AlarmHistoryItem> history, DateTimeOffset begin)
    {
        // "Alarm updated from OK to ALARM"
        var updates = history
            .Where(each => each.HistorySummary?.StartsWith(Updated, StringComparison.Ordinal) == true)
            .Select(each => (At: new DateTimeOffset(each.Timestamp!.Value.ToUniversalTime()) - begin, Words: each.HistorySummary[Updated.Length..].Split(" to ")))
            .OrderBy(each => each.At)
            .ToList();
        var first = updates.Count > 0 ? updates[0].Words[0] : alarm.StateValue.Value;
        var states = new List<(TimeSpan, string)> { (TimeSpan.Zero, first) };
        foreach (var (at, words) in updates)
        {
            if (at <= TimeSpan.Zero) states[0] = (TimeSpan.Zero, words[^1]);
            else states.Add((at, words[^1]));
        }
        return new(LabelOf(alarm), [.. states]);
    }

    /// <summary>Such as <c>CPUUtilization &gt; 50</c>; target tracking's own names say less.</summary>
    private static string LabelOf(MetricAlarm alarm) => alarm.MetricName is null ? alarm.AlarmName
        : string.Create(CultureInfo.InvariantCulture, $"{alarm.MetricName} {Sign(alarm.ComparisonOperator)} {alarm.Threshold:0.##}");

    private static string Sign(ComparisonOperator? comparison) => comparison?.Value switch
    {
        "GreaterThanThreshold" => ">",
        "GreaterThanOrEqualToThreshold" => "≥",
        "LessThanThreshold" => "<",
        "LessThanOrEqualToThreshold" => "≤",
        _ => "outside of",
    };
}
