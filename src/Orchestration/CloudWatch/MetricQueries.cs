using Workbook.Orchestration.CloudWatch.MetricMath;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch;

/// <summary>
/// Answers the queries of GetMetricData and of alarms on metric math: metrics are read, expressions evaluated, each in the
/// order in which they need each other.
/// </summary>
public sealed class MetricQueries
{
    // A time series of more points than this would be the whole answer already.
    private const int MostPoints = 1_000_000;

    private readonly Dictionary<string, MetricDataQuery> _queries;
    private readonly Dictionary<string, MathNode> _expressions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MathValue?> _values = new(StringComparer.Ordinal);
    private readonly ValueList<string> _metrics;
    private readonly IMetricData _data;
    private readonly DateTimeOffset _from, _to, _now;

    private MetricQueries(ValueList<MetricDataQuery> queries, IMetricData data, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        _queries = queries.ToDictionary(query => query.Id!, StringComparer.Ordinal);
        _metrics = queries.Where(query => query.MetricStat is not null).Select(query => query.Id!).ToValueList();
        (_data, _from, _to, _now) = (data, from, to, now);
        foreach (var query in queries.Where(query => query.Expression is not null)) _expressions[query.Id!] = MetricQueryRules.Parsed(query);
    }

    /// <summary>What each query that returns data comes to, in the order of the request.</summary>
    /// <param name="queries">Checked by <see cref="MetricQueryRules"/>.</param>
    /// <exception cref="ApiException">ValidationError: an expression cannot be evaluated.</exception>
    public static IEnumerable<(MetricDataQuery Query, TimeSeries Series)> Evaluate(
        ValueList<MetricDataQuery> queries, IMetricData data, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        var run = new MetricQueries(queries, data, from, to, now);
        foreach (var query in queries.Where(query => query.ReturnData != false))
        {
            switch (run.ValueOf(query.Id!))
            {
                case TimeSeries series:
                    yield return (query, series);
                    break;
                case SeriesList list:
                    foreach (var series in list.Items) yield return (query, series);
                    break;
                case var other:
                    throw MetricQueryRules.Refused(query, $"The expression returns '{other!.Kind}', and only time series can be returned; TIME_SERIES makes one of a number");
            }
        }
    }

    private MathValue? ValueOf(string id)
    {
        if (_values.TryGetValue(id, out var known)) return known;
        if (!_queries.TryGetValue(id, out var query)) return null;
        // Rules refuse circles, so that this ends.
        return _values[id] = query.MetricStat is { } stat ? Read(query, stat) : Evaluate(query);
    }

    private TimeSeries Read(MetricDataQuery query, MetricStat stat)
    {
        var period = TimeSpan.FromSeconds(stat.Period!.Value);
        var statistic = MetricStatistic.Parse(stat.Stat)!;
        var from = Retention.Rounded(_from, period, _now);
        if ((_to - from) / period > MostPoints) throw MetricQueryRules.Refused(query, $"The time range holds more than {MostPoints} periods");
        var points = new List<SeriesPoint>();
        foreach (var point in _data.Read(MetricId.Of(stat.Metric!), stat.Unit, from, _to, period))
        {
            if (statistic.Of(point.Aggregate) is { } value) points.Add(new(point.Start, value));
        }
        return new(points.ToValueList()) { Period = period, Label = query.Label ?? stat.Metric!.MetricName };
    }

    private MathValue Evaluate(MetricDataQuery query)
    {
        var node = _expressions[query.Id!];
        var period = PeriodOf(query, node);
        var from = Retention.Rounded(_from, period, _now);
        if ((_to - from) / period > MostPoints) throw MetricQueryRules.Refused(query, $"The time range holds more than {MostPoints} periods");
        var scope = new MathScope(id => MathOperators.Series(ValueOf(id) ?? throw new MathException($"Undefined variable {id}")), _metrics, from, _to, period);
        try
        {
            return Named(MathEvaluator.Evaluate(node, scope), query);
        }
        catch (MathException error)
        {
            throw MetricQueryRules.Refused(query, error.Message);
        }
    }

    // The coarsest of what the expression is made of.
    private TimeSpan PeriodOf(MetricDataQuery query, MathNode node)
    {
        if (query.Period is { } own) return TimeSpan.FromSeconds(own);
        var inner = MathEvaluator.IdsOf(node, _metrics)
            .Select(id => ValueOf(id) is TimeSeries { Period: { } period } ? period : TimeSpan.Zero)
            .Append(TimeSpan.Zero).Max();
        if (inner > TimeSpan.Zero) return inner;
        var all = _queries.Values.Select(each => each.MetricStat?.Period ?? 0).Max();
        return TimeSpan.FromSeconds(all > 0 ? all : 300);
    }

    private static MathValue Named(MathValue value, MetricDataQuery query) => value switch
    {
        TimeSeries series => series with { Label = query.Label ?? query.Id },
        SeriesList list => new SeriesList(list.Items.Select(each => each with { Label = query.Label is { } label ? $"{label} {each.Label}" : each.Label }).ToValueList()),
        _ => value,
    };
}
