using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Workbook.Engine.Logs;

/// <summary>Events on their way to a stream.</summary>
/// <param name="Stream">Where they go.</param>
/// <param name="Events">In the order in which they came.</param>
/// <param name="IngestedAt">When they came, in milliseconds since 1970.</param>
internal sealed record LogPut(StreamEntry Stream, IReadOnlyList<LogEvent> Events, long IngestedAt)
{
    /// <summary>Completes when they are on disk, and fails when they cannot be written.</summary>
    public TaskCompletionSource Safe { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A thread that writes: all that came while it waited for the disk goes into its next transaction.</summary>
internal sealed class LogWriter : IAsyncDisposable
{
    private const int LargestGroup = 50_000;

    private readonly BlockingCollection<LogPut> _queue = [];
    private readonly Func<IReadOnlyList<LogPut>, IReadOnlyList<Task>> _write;
    private readonly Task _writer;

    public LogWriter(Func<IReadOnlyList<LogPut>, IReadOnlyList<Task>> write)
    {
        _write = write;
        _writer = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public Task PutAsync(LogPut put)
    {
        try
        {
            _queue.Add(put);
            return put.Safe.Task;
        }
        catch (InvalidOperationException)
        {
            return Task.FromException(new ObjectDisposedException(nameof(LogStore)));
        }
    }

    /// <summary>Writes what has come.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.CompleteAdding();
        await _writer;
        _queue.Dispose();
    }

    private void Run()
    {
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            var (group, events) = (new List<LogPut> { first }, first.Events.Count);
            while (events < LargestGroup && _queue.TryTake(out var next))
            {
                group.Add(next);
                events += next.Events.Count;
            }
            Write(group);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever it is, those who wait for the events hear of it; the next ones may be written again.")]
    private void Write(List<LogPut> group)
    {
        try
        {
            var also = _write(group);
            for (var i = 0; i < group.Count; i++) Complete(group[i].Safe, also[i]);
        }
        catch (Exception exception)
        {
            foreach (var put in group) put.Safe.TrySetException(exception);
        }
    }

    private static void Complete(TaskCompletionSource safe, Task also)
    {
        if (also.IsCompletedSuccessfully) safe.TrySetResult();
        else also.ContinueWith(done => safe.TrySetFromTask(done), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
