using System.Diagnostics.CodeAnalysis;
using Workbook.Orchestration;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>
/// What is under way for tasks and nobody waits for. A task's work can be waited for, so that its end comes after all that was
/// begun for it; and all work can be called off, for a reset or the end.
/// </summary>
internal sealed class BackgroundWork : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(AccountRegion, string TaskId), List<Task>> _underWay = [];
    private CancellationTokenSource _life = new();

    /// <summary>What first went wrong that nobody expected; null as long as all is well.</summary>
    public Exception? Failure { get; private set; }

    public void Run(RuntimeTask task, Func<CancellationToken, Task> work) => Begin(task, (_, life) => work(life));

    /// <summary>Does something once all is done that was begun for the task before.</summary>
    public void RunLast(RuntimeTask task, Func<CancellationToken, Task> work) => Begin(task, async (before, life) =>
    {
        await Task.WhenAll(before);
        await work(life);
    });

    /// <summary>Calls off everything, waits until it has ended, and is ready for new work.</summary>
    public async Task RestartAsync()
    {
        var old = Interlocked.Exchange(ref _life, new());
        await old.CancelAsync();
        while (Snapshot() is { Count: > 0 } left) await Task.WhenAll(left);
        old.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await RestartAsync();
        _life.Dispose();
    }

    private void Begin(RuntimeTask task, Func<Task[], CancellationToken, Task> work)
    {
        var key = (task.Scope, task.Task.Id);
        lock (_gate)
        {
            if (!_underWay.TryGetValue(key, out var works)) _underWay[key] = works = [];
            Task[] before = [.. works];
            var life = _life.Token;
            Task? running = null;
            running = Task.Run(async () =>
            {
                await DoAsync(() => work(before, life), life);
                End(key, running!);
            }, CancellationToken.None);
            works.Add(running);
        }
    }

    private void End((AccountRegion, string) key, Task running)
    {
        lock (_gate)
        {
            if (!_underWay.TryGetValue(key, out var works)) return;
            works.Remove(running);
            if (works.Count == 0) _underWay.Remove(key);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Nobody waits for it; the failure is kept for who looks.")]
    private async Task DoAsync(Func<Task> work, CancellationToken life)
    {
        try
        {
            await work();
        }
        catch (Exception) when (life.IsCancellationRequested)
        {
            // It was called off, and what it left is removed by who called it off.
        }
        catch (Exception exception)
        {
            Failure ??= exception;
        }
    }

    private List<Task> Snapshot()
    {
        lock (_gate) return [.. _underWay.Values.SelectMany(works => works)];
    }
}
