namespace Workbook.Server.LoadBalancing.Metrics;

/// <summary>
/// Counts of the last minutes of the engine's clock. Counting takes no lock; a minute without requests takes no memory. A count that comes in the
/// instant in which its place is given to another minute may be lost.
/// </summary>
public sealed class MetricSeries
{
    internal const int MinutesOfGroup = 180;
    internal const int MinutesOfTarget = 15;

    private readonly MinuteCounts?[] _minutes;
    private MinuteCounts _current = new(long.MinValue);

    internal MetricSeries(int minutes) => _minutes = new MinuteCounts?[minutes];

    /// <summary>Counts into the minute that was counted into last.</summary>
    internal void Count(Metric metric, long by = 1) => Volatile.Read(ref _current).Add(metric, by);

    /// <summary>The counts of the minute of a time.</summary>
    internal MinuteCounts At(DateTimeOffset now)
    {
        var minute = now.UtcTicks / TimeSpan.TicksPerMinute;
        var current = Volatile.Read(ref _current);
        return current.Minute == minute ? current : Turn(minute);
    }

    /// <summary>The minutes from one time (inclusive) to another (exclusive) in which anything was counted, in order.</summary>
    public IReadOnlyList<MinuteCounts> Read(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (from.UtcTicks / TimeSpan.TicksPerMinute, (to.UtcTicks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute);
        return [.. _minutes.OfType<MinuteCounts>().Where(each => each.Minute >= first && each.Minute < last).OrderBy(each => each.Minute)];
    }

    private MinuteCounts Turn(long minute)
    {
        ref var place = ref _minutes[minute % _minutes.Length];
        while (true)
        {
            var there = Volatile.Read(ref place);
            // The clock only moves on: who comes with an older minute counts into what is there.
            if (there is not null && there.Minute >= minute)
            {
                Volatile.Write(ref _current, there);
                return there;
            }
            Interlocked.CompareExchange(ref place, new(minute), there);
        }
    }
}
