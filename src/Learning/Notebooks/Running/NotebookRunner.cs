using System.Globalization;

namespace Workbook.Learning.Notebooks;

/// <summary>Runs a notebook's code cells in order, without a front end.</summary>
public static class NotebookRunner
{
    /// <summary>Refuses a notebook that <see cref="RunAsync"/> would refuse.</summary>
    /// <exception cref="NotebookFormatException">The notebook, or one of its cells, is not in C#.</exception>
    public static void Require(NotebookFile notebook) => NotebookLanguage.RequireCSharp(notebook);

    /// <summary>
    /// Runs cell after cell and stops at the first that fails. A cell tagged <c>raises-exception</c> must fail, and the
    /// run goes on behind it. The given notebook is not changed; earlier outputs of its cells are dropped.
    /// </summary>
    /// <param name="notebook">What to run.</param>
    /// <param name="kernel">Where; a fresh one, unless the cells are to see what earlier runs declared.</param>
    /// <param name="options">Time and size limits; null for the defaults.</param>
    /// <param name="progress">Hears of each cell's beginning and end, on the thread that runs the notebook.</param>
    /// <param name="cancellationToken">Interrupts the running cell and ends the run; the result holds what there is.</param>
    /// <exception cref="NotebookFormatException">The notebook, or one of its cells, is not in C#. No cell has run.</exception>
    public static async Task<NotebookRunResult> RunAsync(
        NotebookFile notebook, IKernel kernel, NotebookRunOptions? options = null,
        Action<CellProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        NotebookLanguage.RequireCSharp(notebook);
        options ??= new NotebookRunOptions();
        var executed = notebook.Clone();
        executed.ClearOutputs();
        var cells = executed.Cells.Where(cell => cell.IsCode).ToList();
        var outputs = new NotebookOutputs();
        var started = options.Time.GetTimestamp();
        FailedCell? failure = null;
        var run = 0;
        foreach (var cell in cells)
        {
            if (string.IsNullOrWhiteSpace(cell.Source))
                continue;
            run++;
            progress?.Invoke(new CellProgress(cell, cells.IndexOf(cell) + 1, cells.Count, null, false, TimeSpan.Zero));
            var cellStarted = options.Time.GetTimestamp();
            var (outcome, failed) = await RunCellAsync(cell, kernel, options, outputs, cancellationToken);
            progress?.Invoke(new CellProgress(cell, cells.IndexOf(cell) + 1, cells.Count, outcome, failed is not null, options.Time.GetElapsedTime(cellStarted)));
            if ((failure = failed) is not null)
                break;
        }
        // Background work of early cells may have put something out until now.
        outputs.Close();
        return new NotebookRunResult(executed, failure, run, options.Time.GetElapsedTime(started));
    }

    private static async Task<(CellOutcome, FailedCell?)> RunCellAsync(
        NotebookCell cell, IKernel kernel, NotebookRunOptions options, NotebookOutputs outputs, CancellationToken cancellationToken)
    {
        var collected = outputs.Open(cell, options.MaxCellOutput);
        using var timeout = new CancellationTokenSource(options.CellTimeout ?? Timeout.InfiniteTimeSpan, options.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var name = string.Create(CultureInfo.InvariantCulture, $"cell {cell.Number}");
        var outcome = await kernel.ExecuteAsync(new CellCode(cell.Source, name), new CellFront(collected.Add), stop.Token);
        var timedOut = timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested;
        if (Explain(outcome, cell, name, timedOut ? options.CellTimeout : null) is { } error)
            outcome = outcome with { Error = error };
        if (outcome.Error is { } shown)
            collected.AddError(shown);
        cell.ExecutionCount = outcome.ExecutionCount;
        outputs.Store();
        var expected = cell.RaisesException ? CellStatus.Failed : CellStatus.Ok;
        return outcome.Status == expected
            ? (outcome, null)
            : (outcome, new FailedCell(cell, outcome.Status, outcome.Error ?? MissingException(name)));
    }

    private static CellError? Explain(CellOutcome outcome, NotebookCell cell, string name, TimeSpan? timeout)
    {
        if (outcome is { Status: CellStatus.Interrupted, Error: { } error } && timeout is { } limit)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"{name} ran longer than {limit.TotalSeconds:0.###} s and was interrupted.");
            return new CellError("Timeout", message, [message, .. error.Traceback.Skip(1)]);
        }
        if (outcome is { Status: CellStatus.KernelDied, Error: { } death })
        {
            // "kernel died (exit code 134) in cell 3: …"
            var message = death.Message.Replace("): ", $") in {name}: ", StringComparison.Ordinal);
            return death with { Message = message, Traceback = [message] };
        }
        return outcome.Status == CellStatus.Ok && cell.RaisesException ? MissingException(name) : null;
    }

    private static CellError MissingException(string name)
    {
        var message = $"{name} is tagged raises-exception, but it ended without one.";
        return new CellError("ExceptionExpected", message, [message]);
    }
}
