using Workbook.Shapes;

namespace Workbook.Orchestration.CloudWatch.MetricMath;

/// <summary>The functions that look at the order of points or of series.</summary>
internal static class SeriesFunctions
{
    /// <summary><c>FILL(m1, 0)</c>, <c>FILL(m1, m2)</c>, <c>FILL(METRICS(), REPEAT)</c>, <c>FILL(m1, LINEAR)</c>: what stands where there is no data point.</summary>
    public static MathValue Fill(CallNode call, MathScope scope)
    {
        if (call.Arguments.Count != 2) throw new MathException("FILL takes two arguments");
        var (what, filling) = (call.Arguments[0], call.Arguments[1]);
        if (filling is IdNode { Id: "REPEAT" or "LINEAR" } word) return EachSeries(MathEvaluator.Evaluate(what, scope), series => Filled(series, scope, word.Id == "LINEAR"));
        return MathEvaluator.Evaluate(filling, scope) switch
        {
            Scalar value => EachSeries(MathEvaluator.Evaluate(what, scope), series => With(series, scope, _ => value.Value)),
            TimeSeries values when values.Points.ToDictionary(point => point.At, point => point.Value) is var at =>
                EachSeries(MathEvaluator.Evaluate(what, scope), series => With(series, scope, time => at.TryGetValue(time, out var value) ? value : null)),
            var other => throw new MathException($"Unsupported operand type(s) for FILL: '{other.Kind}'"),
        };
    }

    /// <summary><c>SORT(METRICS(), AVG, DESC, 10)</c>.</summary>
    public static MathValue Sort(CallNode call, MathScope scope)
    {
        if (call.Arguments.Count is not (3 or 4) || call.Arguments[1] is not IdNode { Id: var by } || call.Arguments[2] is not IdNode { Id: "ASC" or "DESC" } order)
            throw new MathException("SORT takes an array, one of AVG, MIN, MAX, SUM, and ASC or DESC");
        if (MathEvaluator.Evaluate(call.Arguments[0], scope) is not SeriesList list) throw new MathException("SORT takes an array");
        Func<TimeSeries, double> key = series => series.Points.Count == 0 ? double.NegativeInfinity : by switch
        {
            "AVG" => series.Points.Average(point => point.Value),
            "MIN" => series.Points.Min(point => point.Value),
            "MAX" => series.Points.Max(point => point.Value),
            "SUM" => series.Points.Sum(point => point.Value),
            _ => throw new MathException($"SORT cannot sort by {by}"),
        };
        var sorted = order.Id == "ASC" ? list.Items.OrderBy(key) : list.Items.OrderByDescending(key);
        var most = call.Arguments.Count == 4 && MathEvaluator.Evaluate(call.Arguments[3], scope) is Scalar number ? (int)Math.Clamp(number.Value, 0, int.MaxValue) : int.MaxValue;
        return new SeriesList(sorted.Take(most).ToValueList());
    }

    /// <summary><c>IF(m1 > 10, m1, 0)</c>; without the last, what does not hold is left out.</summary>
    public static MathValue If(CallNode call, MathScope scope)
    {
        if (call.Arguments.Count is not (2 or 3)) throw new MathException("IF takes two or three arguments");
        var condition = MathEvaluator.Evaluate(call.Arguments[0], scope);
        var then = MathEvaluator.Evaluate(call.Arguments[1], scope);
        var otherwise = call.Arguments.Count == 3 ? MathEvaluator.Evaluate(call.Arguments[2], scope) : null;
        if (condition is Scalar holds) return (holds.Value != 0 ? then : otherwise) ?? TimeSeries.Empty;
        var series = MathOperators.Series(condition);
        var (yes, no) = (Lookup(then), otherwise is null ? _ => null : Lookup(otherwise));
        return series.With(series.Points
            .Select(point => (point.At, Value: point.Value != 0 ? yes(point.At) : no(point.At)))
            .Where(point => point.Value is not null)
            .Select(point => new SeriesPoint(point.At, point.Value!.Value)));
    }

    public static SeriesList Slice(SeriesList list, double from, double? to)
    {
        var (start, end) = ((int)Math.Clamp(from, 0, list.Items.Count), (int)Math.Clamp(to ?? from + 1, 0, list.Items.Count));
        return new(list.Items.Skip(start).Take(Math.Max(0, end - start)).ToValueList());
    }

    /// <summary>What each point is after the one before it; there is none for the first.</summary>
    public static MathValue Steps(MathValue value, Func<SeriesPoint, SeriesPoint, double> of) => EachSeries(value, series =>
        series.With(series.Points.Skip(1).Zip(series.Points, (now, before) => new SeriesPoint(now.At, of(before, now)))));

    public static MathValue RunningSum(MathValue value) => EachSeries(value, series =>
    {
        var sum = 0d;
        return series.Select(point => sum += point.Value);
    });

    private static MathValue EachSeries(MathValue value, Func<TimeSeries, TimeSeries> of) => value switch
    {
        TimeSeries series => of(series),
        SeriesList list => new SeriesList(list.Items.Select(of).ToValueList()),
        _ => throw new MathException($"A time series is expected instead of '{value.Kind}'"),
    };

    private static TimeSeries With(TimeSeries series, MathScope scope, Func<DateTimeOffset, double?> filling)
    {
        var known = series.Points.ToDictionary(point => point.At, point => point.Value);
        return series.With(scope.Grid.Select(at => (at, Value: known.TryGetValue(at, out var value) ? value : filling(at)))
            .Where(point => point.Value is not null).Select(point => new SeriesPoint(point.at, point.Value!.Value)));
    }

    // Before the first point and, with LINEAR, behind the last there is nothing to go on.
    private static TimeSeries Filled(TimeSeries series, MathScope scope, bool linear)
    {
        var next = 0;
        var points = new List<SeriesPoint>();
        foreach (var at in scope.Grid)
        {
            while (next < series.Points.Count && series.Points[next].At <= at) next++;
            if (next == 0) continue;
            var before = series.Points[next - 1];
            if (before.At == at || !linear) points.Add(before with { At = at });
            else if (next < series.Points.Count)
            {
                var after = series.Points[next];
                points.Add(new(at, before.Value + (after.Value - before.Value) * ((at - before.At) / (after.At - before.At))));
            }
        }
        return series.With(points);
    }

    private static Func<DateTimeOffset, double?> Lookup(MathValue value)
    {
        if (value is Scalar scalar) return _ => scalar.Value;
        var known = MathOperators.Series(value).Points.ToDictionary(point => point.At, point => point.Value);
        return at => known.TryGetValue(at, out var found) ? found : null;
    }
}
