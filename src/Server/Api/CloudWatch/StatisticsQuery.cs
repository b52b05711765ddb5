using System.Globalization;
using Workbook.Orchestration.CloudWatch;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Server.Api.CloudWatch;

/// <summary>What GetMetricStatistics was asked for, checked.</summary>
internal sealed class StatisticsQuery
{
    private const int MostPoints = 1440;

    private readonly List<MetricStatistic> _extended;
    private readonly ValueList<string> _simple;

    private StatisticsQuery(GetMetricStatisticsRequest request, List<MetricStatistic> extended, DateTimeOffset now)
    {
        Period = TimeSpan.FromSeconds(request.Period!.Value);
        From = Retention.Rounded(request.StartTime!.Value, Period, now);
        To = request.EndTime!.Value;
        _simple = request.Statistics ?? [];
        _extended = extended;
    }

    public DateTimeOffset From { get; }

    public DateTimeOffset To { get; }

    public TimeSpan Period { get; }

    /// <exception cref="ApiException">In CloudWatch's words.</exception>
    public static StatisticsQuery Of(GetMetricStatisticsRequest request, DateTimeOffset now)
    {
        if (request.Statistics is null && request.ExtendedStatistics is null)
            throw CloudWatchErrors.InvalidParameterCombination("Must specify either Statistics or ExtendedStatistics");
        if (request.StartTime >= request.EndTime) throw CloudWatchErrors.InvalidParameterValue("The parameter StartTime must be less than the parameter EndTime.");
        MetricQueryRules.CheckPeriod(request.Period!.Value);
        var points = Math.Ceiling((request.EndTime!.Value - request.StartTime!.Value).TotalSeconds / request.Period.Value);
        if (points > MostPoints)
        {
            throw CloudWatchErrors.InvalidParameterCombination(
                $"You have requested up to {points.ToString("N0", CultureInfo.InvariantCulture)} datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.");
        }
        return new(request, [.. (request.ExtendedStatistics ?? []).Select(Extended)], now);
    }

    /// <summary>Null when nothing that was asked for can be said, as of percentiles of a statistic set.</summary>
    public Datapoint? Datapoint(MetricPoint point, string unit)
    {
        var aggregate = point.Aggregate;
        var extended = _extended.Select(each => (each.Name, Value: each.Of(aggregate))).Where(each => each.Value is not null)
            .Select(each => KeyValuePair.Create(each.Name, each.Value!.Value)).ToList();
        if (_simple.Count == 0 && extended.Count == 0) return null;
        return new()
        {
            Timestamp = point.Start,
            SampleCount = Asked(Statistic.SampleCount, aggregate.Count),
            Average = Asked(Statistic.Average, aggregate.Sum / aggregate.Count),
            Sum = Asked(Statistic.Sum, aggregate.Sum),
            Minimum = Asked(Statistic.Minimum, aggregate.Minimum),
            Maximum = Asked(Statistic.Maximum, aggregate.Maximum),
            ExtendedStatistics = extended.Count == 0 ? null : new(extended),
            Unit = unit,
        };
    }

    private double? Asked(string statistic, double value) => _simple.Contains(statistic) ? value : null;

    private static MetricStatistic Extended(string name) => MetricStatistic.Parse(name) is { IsSimple: false } statistic
        ? statistic
        : throw CloudWatchErrors.InvalidParameterValue($"The value {name} for parameter ExtendedStatistics is not supported.");
}
