using System.Collections.Concurrent;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// Runs a cell's continuations on the cell's own thread, so that an interrupt of this thread stops the cell wherever it is.
/// What arrives after the cell's end goes to the thread pool.
/// </summary>
internal sealed class CellPump : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> queue = [];

    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            queue.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            ThreadPool.QueueUserWorkItem(_ => d(state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    public T RunUntilDone<T>(Func<Task<T>> start)
    {
        SetSynchronizationContext(this);
        var task = start();
        task.ContinueWith(_ => queue.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        foreach (var (callback, state) in queue.GetConsumingEnumerable())
            callback(state);
        return task.GetAwaiter().GetResult();
    }
}
