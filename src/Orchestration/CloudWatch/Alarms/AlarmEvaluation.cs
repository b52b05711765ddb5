using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch.Alarms;

/// <summary>Which state an evaluation found.</summary>
/// <param name="State">One of <see cref="StateValue"/>.</param>
/// <param name="Reason">In CloudWatch's words.</param>
/// <param name="ReasonData">JSON.</param>
public sealed record AlarmVerdict(string State, string Reason, string ReasonData);

/// <summary>What an evaluation found. Most find the state that an alarm is in already, so that the words are only made for who asks for them.</summary>
/// <param name="State">One of <see cref="StateValue"/>.</param>
/// <param name="Values">The data points that decided, newest first.</param>
/// <param name="Say">Makes the words.</param>
public sealed record AlarmFinding(string State, ValueList<double> Values, Func<AlarmVerdict> Say);

/// <summary>
/// Evaluates alarms on metrics and metric math (see "Alarm evaluation" and "Configuring how CloudWatch alarms treat missing data" in the
/// CloudWatch user guide).
/// </summary>
public static class AlarmEvaluation
{
    // CloudWatch looks at more periods than it needs, so that late data points still count; its documentation shows 5 for 3.
    private const int More = 2;

    /// <summary>How often an alarm is evaluated: each minute, and each ten seconds where its periods are shorter than a minute.</summary>
    public static TimeSpan IntervalOf(CwAlarm alarm) => Period(alarm.Metric!) < TimeSpan.FromMinutes(1) ? TimeSpan.FromSeconds(10) : TimeSpan.FromMinutes(1);

    /// <summary>How far back an evaluation looks.</summary>
    public static TimeSpan RangeOf(CwAlarm alarm) => Period(alarm.Metric!) * (alarm.Metric!.EvaluationPeriods!.Value + More);

    /// <summary>The metrics that an alarm looks at.</summary>
    public static IEnumerable<MetricId> MetricsOf(CwAlarm alarm) => alarm.Metric switch
    {
        null => [],
        { Metrics: { } queries } => queries.Where(query => query.MetricStat is not null).Select(query => MetricId.Of(query.MetricStat!.Metric!)),
        var metric => [MetricId.Of(metric.Namespace, metric.MetricName, metric.Dimensions)],
    };

    /// <summary>
    /// The state by the periods that end at <paramref name="at"/> or before. Null: the alarm stays as it is.
    /// </summary>
    /// <param name="alarm">An alarm on a metric or an expression.</param>
    /// <param name="data">Where data points are read.</param>
    /// <param name="at">A whole minute, or ten seconds; see <see cref="IntervalOf"/>.</param>
    public static AlarmFinding? Evaluate(CwAlarm alarm, IMetricData data, DateTimeOffset at)
    {
        var configuration = alarm.Metric!;
        try
        {
            var found = Read(alarm, data, at);
            return IsTooFew(configuration, found) ? null : Judge(configuration, found, at);
        }
        catch (ApiException)
        {
            // The expression does not fit the data, such as arrays of different lengths: nothing is known.
            return null;
        }
    }

    private static List<EvaluatedPoint> Read(CwAlarm alarm, IMetricData data, DateTimeOffset at)
    {
        var (configuration, from) = (alarm.Metric!, at - RangeOf(alarm));
        var period = Period(configuration);
        var points = new List<EvaluatedPoint>();
        if (configuration.Metrics is { } queries)
        {
            foreach (var (_, series) in MetricQueries.Evaluate(queries, data, from, at, at))
                points.AddRange(series.Points.Select(point => new EvaluatedPoint(point.At, point.Value, null)));
        }
        else
        {
            var statistic = StatisticOf(configuration);
            foreach (var point in data.Read(MetricId.Of(configuration.Namespace, configuration.MetricName, configuration.Dimensions), configuration.Unit, from, at, period))
            {
                if (statistic.Of(point.Aggregate) is { } value) points.Add(new(point.Start, value, point.Aggregate.Count));
            }
        }
        points.Sort((a, b) => b.At.CompareTo(a.At));
        return points;
    }

    // Newest first. The table of the documentation, for three of three and two of three, is in the tests line by line.
    private static AlarmFinding? Judge(PutMetricAlarmRequest configuration, List<EvaluatedPoint> found, DateTimeOffset at)
    {
        var periods = configuration.EvaluationPeriods!.Value;
        var needed = configuration.DatapointsToAlarm ?? periods;
        var considered = found.Take(periods).ToList();
        var breaching = considered.Count(point => IsBreaching(configuration, point.Value));
        var missing = periods - considered.Count;
        var reasons = new AlarmReasons(configuration, considered, missing, at);
        switch (configuration.TreatMissingData)
        {
            case "breaching" when missing > 0:
                return breaching >= needed ? Crossed(StateValue.Alarm)
                    : breaching + missing >= needed ? Found(StateValue.Alarm, () => reasons.Filled(StateValue.Alarm, "Breaching"))
                    : Crossed(StateValue.Ok);
            case "notBreaching" when missing > 0:
                return breaching >= needed ? Crossed(StateValue.Alarm)
                    : considered.Count - breaching >= periods - needed + 1 ? Crossed(StateValue.Ok)
                    : Found(StateValue.Ok, () => reasons.Filled(StateValue.Ok, "NonBreaching"));
        }
        if (breaching >= needed) return Crossed(StateValue.Alarm);
        if (considered.Count > breaching) return Crossed(StateValue.Ok);
        if (configuration.TreatMissingData == "ignore") return null;
        if (considered.Count == 0) return Found(StateValue.InsufficientData, reasons.Unknown);
        // All that is there breaches, though it is not enough: when the oldest has waited as long as is needed, that will do.
        var age = (int)Math.Round((at - considered[^1].At) / Period(configuration));
        return age >= needed ? Crossed(StateValue.Alarm) : null;

        AlarmFinding Crossed(string state) => Found(state, () => reasons.Crossed(state));

        AlarmFinding Found(string state, Func<AlarmVerdict> say) => new(state, considered.Select(point => point.Value).ToValueList(), say);
    }

    internal static bool IsBreaching(PutMetricAlarmRequest configuration, double value) => configuration.ComparisonOperator switch
    {
        ComparisonOperator.GreaterThanOrEqualToThreshold => value >= configuration.Threshold,
        ComparisonOperator.GreaterThanThreshold => value > configuration.Threshold,
        ComparisonOperator.LessThanThreshold => value < configuration.Threshold,
        ComparisonOperator.LessThanOrEqualToThreshold => value <= configuration.Threshold,
        _ => throw new System.Diagnostics.UnreachableException($"Alarms that compare with {configuration.ComparisonOperator} are refused."),
    };

    // For p99, 10 / (1 - 0.99) = 1000 samples make a percentile worth looking at.
    private static bool IsTooFew(PutMetricAlarmRequest configuration, List<EvaluatedPoint> found) =>
        configuration is { EvaluateLowSampleCountPercentile: "ignore", ExtendedStatistic: not null }
        && found is [{ Samples: { } samples }, ..]
        && StatisticOf(configuration).Tail is > 0 and var tail
        && samples < 1000 / tail;

    private static MetricStatistic StatisticOf(PutMetricAlarmRequest configuration) => MetricStatistic.Parse(configuration.Statistic ?? configuration.ExtendedStatistic)!;

    internal static TimeSpan Period(PutMetricAlarmRequest configuration) => TimeSpan.FromSeconds(configuration.Metrics is { } queries
        ? queries.Max(query => query.Period ?? query.MetricStat?.Period ?? 0)
        : configuration.Period!.Value);
}

/// <summary>The value of one period.</summary>
/// <param name="Samples">How many samples it was made of; null of expressions.</param>
internal readonly record struct EvaluatedPoint(DateTimeOffset At, double Value, double? Samples);
