using Workbook.Learning.Notebooks;

namespace Workbook.Web.Lessons;

/// <summary>Runs the cells of a lesson one after the other. A cell that fails takes those that wait behind it out of the queue.</summary>
/// <param name="cells">Those of the lesson.</param>
/// <param name="kernel">What runs them.</param>
/// <param name="ran">Hears which cell has run, counted from 1, and why it failed; null: it did what it should.</param>
/// <param name="time">Measures how long cells run.</param>
internal sealed class RunQueue(LessonCells cells, LessonKernel kernel, Action<int, string?> ran, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<string> _waiting = [];
    private CancellationTokenSource? _stop;
    private LessonQuestion? _question;
    private Task _running = Task.CompletedTask;
    private bool _isRunning;

    /// <summary>What the running cell waits for.</summary>
    public LessonQuestion? Question => _question;

    public bool IsIdle
    {
        get
        {
            lock (_gate) return !_isRunning;
        }
    }

    public void Add(IEnumerable<string> ids)
    {
        lock (_gate)
        {
            foreach (var id in ids.Where(id => !_waiting.Contains(id)))
            {
                _waiting.Add(id);
                cells.Mark(id, CellRunStatus.Queued);
            }
            if (_isRunning || _waiting.Count == 0) return;
            _isRunning = true;
            _running = Task.Run(RunAsync);
        }
    }

    /// <summary>Interrupts the running cell, and forgets those that wait.</summary>
    /// <returns>Completes when nothing runs any more.</returns>
    public Task StopAsync()
    {
        lock (_gate)
        {
            Drop();
            _stop?.Cancel();
            _question?.Take(null);
            return _running;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop?.Dispose();
    }

    private async Task RunAsync()
    {
        while (Next() is { } id)
        {
            if (await RunAsync(id)) continue;
            lock (_gate) Drop();
        }
        if (kernel.Live is not null) kernel.Say("idle", "");
    }

    private string? Next()
    {
        lock (_gate)
        {
            _stop?.Dispose();
            _stop = null;
            if (_waiting is not [var id, ..])
            {
                _isRunning = false;
                return null;
            }
            _waiting.RemoveAt(0);
            _stop = new();
            return id;
        }
    }

    private async Task<bool> RunAsync(string id)
    {
        var stop = _stop!.Token;
        if (cells.Begin(id) is not var (code, output)) return true;
        CellOutcome outcome;
        var started = time.GetTimestamp();
        try
        {
            if (kernel.Live is null) cells.Forget();
            var process = await kernel.GetAsync().WaitAsync(stop);
            kernel.Say("busy", "");
            started = time.GetTimestamp();
            outcome = await process.ExecuteAsync(code, new(output, question => AskAsync(id, question)), stop);
        }
        catch (KernelStartException error)
        {
            outcome = new(CellStatus.KernelDied, 0, new("KernelDied", error.Message, [error.Message]));
        }
        catch (OperationCanceledException)
        {
            outcome = new(CellStatus.Interrupted, 0, new("Interrupted", "The cell was interrupted.", ["The cell was interrupted before it began."]));
        }
        var isOk = cells.End(id, outcome, time.GetElapsedTime(started));
        if (isOk || outcome.Status != CellStatus.Interrupted) ran(cells.NumberOf(id), isOk ? null : outcome.Error?.Message ?? "");
        return isOk;
    }

    private async Task<string?> AskAsync(string id, InputQuestion question)
    {
        var asked = new LessonQuestion(id, question);
        _question = asked;
        cells.Tell(asked.Event);
        try
        {
            return await asked.Answer;
        }
        finally
        {
            _question = null;
            cells.Tell(new LessonEvent.Asked(null, null, false));
        }
    }

    private void Drop()
    {
        foreach (var id in _waiting) cells.Mark(id, CellRunStatus.Idle);
        _waiting.Clear();
    }
}
