using Workbook.Shapes;

namespace Workbook.Orchestration.CloudWatch.MetricMath;

/// <summary>
/// The functions of metric math, by name (see "Metric math syntax and functions" in the CloudWatch user guide). Those that need what is not here (models,
/// quotas, other services) are refused by name.
/// </summary>
internal static class MathFunctions
{
    private static readonly string[] Refused = ["ANOMALY_DETECTION_BAND", "INSIGHT_RULE_METRIC", "SEARCH", "SERVICE_QUOTA", "LAMBDA", "DB_PERF_INSIGHTS", "TIME_FILTER"];

    public static MathValue Call(CallNode call, MathScope scope)
    {
        if (Refused.Contains(call.Function)) throw new MathException($"The function {call.Function} is not implemented by ECS Workbook");
        // FILL and SORT take words that are no ids.
        if (call.Function == "FILL") return SeriesFunctions.Fill(call, scope);
        if (call.Function == "SORT") return SeriesFunctions.Sort(call, scope);
        if (call.Function == "IF") return SeriesFunctions.If(call, scope);
        var arguments = call.Arguments.Select(argument => MathEvaluator.Evaluate(argument, scope)).ToArray();
        return (call.Function, arguments) switch
        {
            ("METRICS", []) => Metrics(scope, ""),
            ("METRICS", [Text part]) => Metrics(scope, part.Value),
            ("ABS", [var value]) => MathOperators.Each(value, Math.Abs),
            ("CEIL", [var value]) => MathOperators.Each(value, Math.Ceiling),
            ("FLOOR", [var value]) => MathOperators.Each(value, Math.Floor),
            ("LOG", [var value]) => MathOperators.Each(value, Math.Log),
            ("LOG10", [var value]) => MathOperators.Each(value, Math.Log10),
            ("AVG", [var value]) => Over(value, values => values.Average()),
            ("SUM", [var value]) => Over(value, values => values.Sum()),
            ("MIN", [var value]) => Over(value, values => values.Min()),
            ("MAX", [var value]) => Over(value, values => values.Max()),
            ("STDDEV", [var value]) => Over(value, Deviation),
            ("DATAPOINT_COUNT", [var value]) => Over(value, values => values.Count),
            ("MIN", [_, _, ..]) => Over(ListOf(arguments), values => values.Min()),
            ("MAX", [_, _, ..]) => Over(ListOf(arguments), values => values.Max()),
            ("METRIC_COUNT", [SeriesList list]) => new Scalar(list.Items.Count),
            ("METRIC_COUNT", [TimeSeries]) => new Scalar(1),
            ("FIRST", [SeriesList { Items.Count: > 0 } list]) => list.Items[0],
            ("LAST", [SeriesList { Items.Count: > 0 } list]) => list.Items[^1],
            ("FIRST" or "LAST", [SeriesList]) => TimeSeries.Empty,
            ("REMOVE_EMPTY", [SeriesList list]) => new SeriesList(list.Items.Where(each => each.Points.Count > 0).ToValueList()),
            ("SLICE", [SeriesList list, Scalar from]) => SeriesFunctions.Slice(list, from.Value, null),
            ("SLICE", [SeriesList list, Scalar from, Scalar to]) => SeriesFunctions.Slice(list, from.Value, to.Value),
            ("PERIOD", [TimeSeries series]) => new Scalar((series.Period ?? scope.Period).TotalSeconds),
            ("TIME_SERIES", [Scalar value]) => new TimeSeries(scope.Grid.Select(at => new SeriesPoint(at, value.Value)).ToValueList()) { Period = scope.Period },
            ("DIFF", [var value]) => SeriesFunctions.Steps(value, (before, now) => now.Value - before.Value),
            ("DIFF_TIME", [var value]) => SeriesFunctions.Steps(value, (before, now) => (now.At - before.At).TotalSeconds),
            ("RATE", [var value]) => SeriesFunctions.Steps(value, (before, now) => (now.Value - before.Value) / (now.At - before.At).TotalSeconds),
            ("RUNNING_SUM", [var value]) => SeriesFunctions.RunningSum(value),
            ("MINUTE", [TimeSeries series]) => series.Select(point => point.At.Minute),
            ("HOUR", [TimeSeries series]) => series.Select(point => point.At.Hour),
            // Monday is 1 and Sunday is 7.
            ("DAY", [TimeSeries series]) => series.Select(point => ((int)point.At.DayOfWeek + 6) % 7 + 1),
            ("DATE", [TimeSeries series]) => series.Select(point => point.At.Day),
            ("MONTH", [TimeSeries series]) => series.Select(point => point.At.Month),
            ("YEAR", [TimeSeries series]) => series.Select(point => point.At.Year),
            ("EPOCH", [TimeSeries series]) => series.Select(point => point.At.ToUnixTimeSeconds()),
            var (name, given) when IsKnown(name) => throw new MathException($"Unsupported operand type(s) for {name}: '{string.Join(", ", given.Select(each => each.Kind))}'"),
            var (name, _) => throw new MathException($"Undefined function {name}"),
        };
    }

    private static bool IsKnown(string name) => name is "METRICS" or "ABS" or "CEIL" or "FLOOR" or "LOG" or "LOG10" or "AVG" or "SUM" or "MIN" or "MAX" or "STDDEV" or "DATAPOINT_COUNT"
        or "METRIC_COUNT" or "FIRST" or "LAST" or "REMOVE_EMPTY" or "SLICE" or "PERIOD" or "TIME_SERIES" or "DIFF" or "DIFF_TIME" or "RATE" or "RUNNING_SUM"
        or "MINUTE" or "HOUR" or "DAY" or "DATE" or "MONTH" or "YEAR" or "EPOCH";

    // Only metrics: an expression in METRICS() would name itself.
    private static SeriesList Metrics(MathScope scope, string part) => new(scope.Metrics
        .Where(id => id.Contains(part, StringComparison.Ordinal))
        .Select(id => scope.Value(id) ?? TimeSeries.Empty).ToValueList());

    private static SeriesList ListOf(MathValue[] values) => new(values.SelectMany(value => value switch
    {
        TimeSeries series => [series],
        SeriesList list => list.Items,
        _ => throw new MathException($"Unsupported operand type: '{value.Kind}'"),
    }).ToValueList());

    /// <summary>Of a series one number, of several the number at each time that any of them has.</summary>
    private static MathValue Over(MathValue value, Func<IReadOnlyCollection<double>, double> of) => value switch
    {
        Scalar scalar => new Scalar(of([scalar.Value])),
        TimeSeries { Points.Count: 0 } => TimeSeries.Empty,
        TimeSeries series => new Scalar(of([.. series.Points.Select(point => point.Value)])),
        SeriesList list => new TimeSeries(list.Items.SelectMany(each => each.Points).GroupBy(point => point.At).OrderBy(group => group.Key)
            .Select(group => new SeriesPoint(group.Key, of([.. group.Select(point => point.Value)]))).ToValueList())
        { Period = list.Items.Select(each => each.Period).Max() },
        _ => throw new MathException($"Unsupported operand type: '{value.Kind}'"),
    };

    private static double Deviation(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Count);
    }
}
