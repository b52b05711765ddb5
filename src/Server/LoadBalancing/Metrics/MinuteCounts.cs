namespace Workbook.Server.LoadBalancing.Metrics;

/// <summary>What was counted in one minute.</summary>
public sealed class MinuteCounts
{
    private static readonly int Count = Enum.GetValues<Metric>().Length;
    private readonly long[] _counts = new long[Count];
    private readonly LatencyDistribution _responseTimes = new();

    internal MinuteCounts(long minute) => Minute = minute;

    /// <summary>When it began.</summary>
    public DateTimeOffset Start => new(Minute * TimeSpan.TicksPerMinute, TimeSpan.Zero);

    internal long Minute { get; }

    /// <summary>The sum of a metric.</summary>
    public long this[Metric metric] => Volatile.Read(ref _counts[(int)metric]);

    /// <summary>TargetResponseTime: from the request's leaving until the headers of the answer.</summary>
    public LatencyDistribution TargetResponseTime => _responseTimes;

    internal void Add(Metric metric, long by = 1) => Interlocked.Add(ref _counts[(int)metric], by);
}
