using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatchLogs.Patterns;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Orchestration.CloudWatchLogs;

/// <summary>What a metric filter makes of log events: samples of its metric, those of a minute put together.</summary>
public static class MetricExtraction
{
    /// <param name="filter">Its transformations.</param>
    /// <param name="pattern">Its pattern, parsed.</param>
    /// <param name="events">In any order.</param>
    /// <param name="wantsDefault">Whether the default value is to be told for a minute in which no event matched; asked once for each.</param>
    public static IEnumerable<MetricSample> Of(MetricFilter filter, FilterPattern pattern, IReadOnlyList<(DateTimeOffset At, string Message)> events, Func<DateTimeOffset, bool> wantsDefault)
    {
        foreach (var transformation in filter.MetricTransformations!)
        {
            var values = new Dictionary<(DateTimeOffset Minute, MetricId Metric), List<(double, double)>>();
            var minutes = new HashSet<DateTimeOffset>();
            foreach (var (at, message) in events)
            {
                var minute = Retention.Floor(at, TimeSpan.FromMinutes(1));
                minutes.Add(minute);
                if (pattern.Match(message) is not { } match || ValueIn(transformation, match) is not { } value || MetricOf(transformation, match) is not { } metric) continue;
                if (!values.TryGetValue((minute, metric), out var list)) values[(minute, metric)] = list = [];
                list.Add((value, 1));
            }
            foreach (var ((minute, metric), list) in values) yield return new(metric, UnitOf(transformation), minute, Aggregate.Of(list));

            if (transformation.DefaultValue is not { } otherwise) continue;
            minutes.ExceptWith(values.Keys.Select(key => key.Minute));
            foreach (var minute in minutes.Where(wantsDefault)) yield return new(MetricId.Of(transformation.MetricNamespace, transformation.MetricName, ValueList<Dimension>.Empty), UnitOf(transformation), minute, Aggregate.Of(otherwise));
        }
    }

    private static string UnitOf(MetricTransformation transformation) => transformation.Unit ?? Shapes.CloudWatch.StandardUnit.None;

    // Null where the field is no number: there is nothing to be counted.
    private static double? ValueIn(MetricTransformation transformation, IMatch match) => LogFilters.Number(transformation.MetricValue!)
        ?? (match.Value(transformation.MetricValue!) is { } text ? LogFilters.Number(text) : null);

    // Null where a dimension has no value.
    private static MetricId? MetricOf(MetricTransformation transformation, IMatch match)
    {
        var dimensions = new List<Dimension>();
        foreach (var (name, selector) in transformation.Dimensions ?? ValueMap<string>.Empty)
        {
            if (match.Value(selector) is not { Length: > 0 } value) return null;
            dimensions.Add(new() { Name = name, Value = value });
        }
        return MetricId.Of(transformation.MetricNamespace, transformation.MetricName, dimensions.ToValueList());
    }
}
