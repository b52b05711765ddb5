namespace Workbook.Learning.Notebooks;

/// <summary>
/// Runs a cell's continuations on the cell's own thread, so that an interrupt of this thread stops the cell wherever it is.
/// What arrives after the cell's end goes to the thread pool.
/// </summary>
internal sealed class CellPump : SynchronizationContext
{
    private readonly object gate = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> queue = [];
    private bool ended;

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (gate)
        {
            if (!ended)
            {
                queue.Enqueue((d, state));
                Monitor.Pulse(gate);
                return;
            }
        }
        ThreadPool.QueueUserWorkItem(_ => d(state));
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    public T RunUntilDone<T>(Func<Task<T>> start)
    {
        SetSynchronizationContext(this);
        try
        {
            var task = start();
            // The task may end on another thread, which then has to wake this one.
            task.ContinueWith(_ => Post(_ => { }, null), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            while (!task.IsCompleted)
            {
                var (callback, state) = Next();
                callback(state);
            }
            return task.GetAwaiter().GetResult();
        }
        finally
        {
            End();
        }
    }

    private (SendOrPostCallback Callback, object? State) Next()
    {
        lock (gate)
        {
            while (queue.Count == 0)
                Monitor.Wait(gate);
            return queue.Dequeue();
        }
    }

    private void End()
    {
        lock (gate)
        {
            ended = true;
            foreach (var (callback, state) in queue)
                ThreadPool.QueueUserWorkItem(_ => callback(state));
            queue.Clear();
        }
    }
}
