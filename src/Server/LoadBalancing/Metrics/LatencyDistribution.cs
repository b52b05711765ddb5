namespace Workbook.Server.LoadBalancing.Metrics;

/// <summary>
/// How many took how long, in classes each 10 % wider than the one before, so that a percentile is at most 10 % too high. From 10 µs to an hour.
/// </summary>
public sealed class LatencyDistribution
{
    // 10 µs × 1.1^208 = 4,080 s
    private const int Classes = 209;
    private const double First = 0.00001;
    private const double Growth = 1.1;
    private static readonly double LogGrowth = Math.Log(Growth);

    private int[]? _counts;
    private long _ticks;
    private long _most;

    /// <summary>Of how many.</summary>
    public long Count => Volatile.Read(ref _counts)?.Sum(each => (long)each) ?? 0;

    /// <summary>Of all together.</summary>
    public TimeSpan Sum => new(Volatile.Read(ref _ticks));

    /// <summary>The longest.</summary>
    public TimeSpan Maximum => new(Volatile.Read(ref _most));

    /// <summary>Seconds, the upper end of a class, and how many took no longer than that and longer than the class before.</summary>
    public IEnumerable<(double Seconds, double Count)> Entries => (Volatile.Read(ref _counts) ?? [])
        .Select((count, at) => (Math.Min(First * Math.Pow(Growth, at), Maximum.TotalSeconds), (double)count))
        .Where(entry => entry.Item2 > 0);

    /// <summary>Within how long a part of all ended.</summary>
    /// <param name="part">0 to 1: 0.99 is CloudWatch's <c>p99</c>.</param>
    public TimeSpan Percentile(double part)
    {
        if (Volatile.Read(ref _counts) is not { } counts) return TimeSpan.Zero;
        var wanted = Math.Max(1, (long)Math.Ceiling(counts.Sum(each => (long)each) * part));
        var sum = 0L;
        for (var i = 0; i < Classes; i++)
        {
            sum += Volatile.Read(ref counts[i]);
            if (sum < wanted) continue;
            var upper = TimeSpan.FromSeconds(First * Math.Pow(Growth, i));
            return upper < Maximum ? upper : Maximum;
        }
        return Maximum;
    }

    internal void Add(TimeSpan time)
    {
        var counts = Volatile.Read(ref _counts) ?? Interlocked.CompareExchange(ref _counts, new int[Classes], null) ?? Volatile.Read(ref _counts)!;
        var at = (int)Math.Ceiling(Math.Log(Math.Max(time.TotalSeconds, First) / First) / LogGrowth);
        Interlocked.Increment(ref counts[Math.Min(at, Classes - 1)]);
        Interlocked.Add(ref _ticks, time.Ticks);
        for (var most = Volatile.Read(ref _most); time.Ticks > most;)
        {
            var seen = Interlocked.CompareExchange(ref _most, time.Ticks, most);
            if (seen == most) break;
            most = seen;
        }
    }
}
