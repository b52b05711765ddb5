using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Workbook.Engine.State;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatch;

namespace Workbook.Engine.Metrics;

/// <summary>
/// Keeps samples on disk. A thread of its own writes: all that came while it waited for the disk goes into its next transaction. The process may
/// end at any moment.
/// </summary>
internal sealed class MetricLog : IAsyncDisposable
{
    private readonly MetricFile _file;
    private readonly BlockingCollection<Append> _queue = [];
    private readonly Task _writer;
    private volatile Exception? _failure;

    public MetricLog(MetricFile file)
    {
        _file = file;
        _writer = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Completes when the samples are safe; fails, as all later ones do, when they cannot be written.</summary>
    /// <param name="afresh">Instead of all that is there.</param>
    public Task AppendAsync(IReadOnlyCollection<(AccountRegion Scope, MetricSample Sample)> samples, bool afresh = false)
    {
        if (_failure is { } cause) return Task.FromException(SqliteErrors.NotKept(_file.Path, cause));
        var append = new Append(samples, afresh, new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            _queue.Add(append);
        }
        catch (InvalidOperationException)
        {
            return Task.FromException(new ObjectDisposedException(nameof(MetricLog)));
        }
        return append.Safe.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.CompleteAdding();
        await _writer;
        _file.Dispose();
        _queue.Dispose();
    }

    private void Write()
    {
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            var group = new List<Append> { first };
            // No more than are there now, else somebody who never stops writing would never see a commit.
            for (var left = _queue.Count; left > 0 && !group[^1].Afresh && _queue.TryTake(out var next); left--) group.Add(next);
            if (group[^1].Afresh && group.Count > 1)
            {
                Write(group.GetRange(0, group.Count - 1));
                group.RemoveRange(0, group.Count - 1);
            }
            Write(group);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever it is, those who wait for the samples hear of it.")]
    private void Write(List<Append> group)
    {
        try
        {
            if (_failure is null) _file.Commit(group.SelectMany(append => append.Samples), group[0].Afresh);
        }
        catch (Exception exception)
        {
            _failure = exception;
        }
        foreach (var append in group)
        {
            if (_failure is { } cause) append.Safe.SetException(SqliteErrors.NotKept(_file.Path, cause));
            else append.Safe.SetResult();
        }
    }

    private sealed record Append(IReadOnlyCollection<(AccountRegion Scope, MetricSample Sample)> Samples, bool Afresh, TaskCompletionSource Safe);
}
