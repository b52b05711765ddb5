using System.Runtime.InteropServices;
using Workbook.Orchestration.CloudWatch;

namespace Workbook.Engine.Metrics;

/// <summary>
/// The data points of one metric in one unit. Each is kept once, by the second, minute, five minutes or hour as its age
/// permits; what grows too old for one step moves on to the next. Not safe for several threads.
/// </summary>
internal sealed class MetricSeries(string unit)
{
    private readonly List<Point>[] _steps = [.. Retention.Steps.Select(_ => new List<Point>())];

    public string Unit { get; } = unit;

    /// <summary>How many data points there are.</summary>
    public int Count => _steps.Sum(step => step.Count);

    public void Add(DateTimeOffset at, Aggregate aggregate, bool highResolution, DateTimeOffset now)
    {
        var age = now - at;
        var step = highResolution && age < Retention.Steps[0].Age ? 0 : 1;
        while (step < _steps.Length && age >= Retention.Steps[step].Age) step++;
        if (step == _steps.Length) return;
        Insert(step, at.ToUnixTimeSeconds(), aggregate);
        Settle(now);
    }

    /// <summary>Adds to the periods that start at <paramref name="from"/> what they hold, by their number and in its order.</summary>
    public void Read(DateTimeOffset from, DateTimeOffset to, TimeSpan period, List<(long Number, Aggregate Aggregate)> periods)
    {
        var (start, end, length) = (from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds(), (long)period.TotalSeconds);
        // Coarser steps first: they are older.
        for (var step = _steps.Length - 1; step >= 0; step--)
        {
            if (Retention.Steps[step].Resolution > period) continue;
            var points = _steps[step];
            for (var i = First(points, start); i < points.Count && points[i].Time < end; i++)
            {
                Add(periods, (points[i].Time - start) / length, points[i].Aggregate);
            }
        }
    }

    /// <summary>Samples that would give the same data points.</summary>
    public IEnumerable<MetricSample> Samples(MetricId metric) => _steps.SelectMany((points, step) =>
        points.Select(point => new MetricSample(metric, Unit, DateTimeOffset.FromUnixTimeSeconds(point.Time), point.Aggregate, IsHighResolution: step == 0)));

    /// <summary>Moves on what is too old for its step, and forgets what is too old for all. Some leeway, so that it is not done for single points.</summary>
    public void Settle(DateTimeOffset now)
    {
        for (var step = 0; step < _steps.Length; step++)
        {
            var age = Retention.Steps[step].Age;
            if (_steps[step].Count == 0 || now.ToUnixTimeSeconds() - _steps[step][0].Time <= (age + age / 16).TotalSeconds) continue;
            var old = First(_steps[step], now.ToUnixTimeSeconds() - (long)age.TotalSeconds);
            var moved = _steps[step].GetRange(0, old);
            _steps[step].RemoveRange(0, old);
            if (step + 1 == _steps.Length) continue;
            foreach (var point in moved) Insert(step + 1, point.Time, point.Aggregate);
        }
    }

    // Nearly always at the end, unless there are samples in another unit.
    private static void Add(List<(long Number, Aggregate Aggregate)> periods, long number, Aggregate aggregate)
    {
        var (from, to) = (periods.Count > 0 && periods[^1].Number < number ? periods.Count : 0, periods.Count);
        while (from < to)
        {
            var middle = from + (to - from) / 2;
            if (periods[middle].Number < number) from = middle + 1;
            else to = middle;
        }
        if (from < periods.Count && periods[from].Number == number) periods[from] = (number, periods[from].Aggregate.With(aggregate));
        else periods.Insert(from, (number, aggregate));
    }

    private void Insert(int step, long time, Aggregate aggregate)
    {
        var resolution = (long)Retention.Steps[step].Resolution.TotalSeconds;
        time -= time % resolution;
        var points = _steps[step];
        var at = points.Count > 0 && points[^1].Time < time ? points.Count : First(points, time);
        if (at < points.Count && points[at].Time == time) points[at] = new(time, points[at].Aggregate.With(aggregate));
        else points.Insert(at, new(time, aggregate));
    }

    // The first that is not before a time.
    private static int First(List<Point> points, long time)
    {
        int from = 0, to = points.Count;
        while (from < to)
        {
            var middle = from + (to - from) / 2;
            if (points[middle].Time < time) from = middle + 1;
            else to = middle;
        }
        return from;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Point(long Time, Aggregate Aggregate);
}
