namespace Workbook.Learning.Notebooks;

/// <summary>
/// Gives memory back while nobody runs a cell: compiling leaves much behind that .NET keeps for next time, a third of what an idle kernel has. A class has many kernels,
/// and most of them wait for somebody who reads.
/// </summary>
internal sealed class IdleCollection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ITimer timer;

    public IdleCollection(TimeProvider time) => timer = time.CreateTimer(
        _ => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>A cell begins.</summary>
    public void Stop() => timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>No cell runs now; if it stays like that, memory is given back, once.</summary>
    public void Start() => timer.Change(Patience, Timeout.InfiniteTimeSpan);

    public void Dispose() => timer.Dispose();
}
