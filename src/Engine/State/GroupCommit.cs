using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Workbook.Engine.State;

/// <summary>
/// A thread that writes to a database: all that was appended while it waited for the disk goes into its next transaction, so that the number of
/// callers does not multiply the waiting.
/// </summary>
internal sealed class GroupCommit<T> : IAsyncDisposable
{
    private readonly string _path;
    private readonly Action<List<T>> _commit;
    private readonly BlockingCollection<Append> _queue = [];
    private readonly Task _writer;
    private volatile Exception? _failure;

    /// <param name="path">The database's; errors name it.</param>
    /// <param name="commit">Writes all or nothing, in the order given. Its calls do not overlap.</param>
    public GroupCommit(string path, Action<List<T>> commit)
    {
        _path = path;
        _commit = commit;
        _writer = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Completes when it is safe, after all that was appended before; thousands may share one commit.</summary>
    /// <exception cref="IOException">
    /// The task's, not the call's: it could not be written. All later ones fail as well, since what they build upon is missing.
    /// </exception>
    public Task AppendAsync(T what)
    {
        if (_failure is { } cause) return Task.FromException(SqliteErrors.NotKept(_path, cause));
        var append = new Append(what);
        try
        {
            _queue.Add(append);
        }
        catch (InvalidOperationException)
        {
            return Task.FromException(new ObjectDisposedException(_path));
        }
        return append.Safe.Task;
    }

    /// <summary>Writes what is queued.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.CompleteAdding();
        await _writer;
        _queue.Dispose();
    }

    private void Write()
    {
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            var group = new List<Append> { first };
            // No more than are there now, else somebody who never stops appending would never see a commit.
            for (var left = _queue.Count; left > 0 && _queue.TryTake(out var next); left--) group.Add(next);
            Write(group);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever it is, callers have to hear of it and nothing may be written after it.")]
    private void Write(List<Append> group)
    {
        try
        {
            if (_failure is null) _commit(group.ConvertAll(append => append.What));
        }
        catch (Exception exception)
        {
            _failure = exception;
        }
        foreach (var append in group)
        {
            if (_failure is { } cause) append.Safe.SetException(SqliteErrors.NotKept(_path, cause));
            else append.Safe.SetResult();
        }
    }

    private sealed record Append(T What)
    {
        /// <summary>Continued elsewhere: the writer has the next group to write.</summary>
        public TaskCompletionSource Safe { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
