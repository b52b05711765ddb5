namespace Workbook.Learning.Notebooks;

/// <summary>How a notebook is run.</summary>
public sealed record NotebookRunOptions
{
    /// <summary>How long one cell may run before it is interrupted; null: as long as it likes.</summary>
    public TimeSpan? CellTimeout { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How many characters one cell may put out; what goes beyond is cut, with a note in its place.</summary>
    public int MaxCellOutput { get; init; } = 4 * 1024 * 1024;
}

/// <summary>A cell began (<see cref="Outcome"/> is null) or ended.</summary>
/// <param name="Cell">The cell, with the outputs that it has so far.</param>
/// <param name="CodeCell">Its number among the notebook's code cells, from 1.</param>
/// <param name="CodeCells">How many code cells the notebook has.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Failed">Whether it ended otherwise than it should.</param>
/// <param name="Elapsed">How long it ran.</param>
public sealed record CellProgress(NotebookCell Cell, int CodeCell, int CodeCells, CellOutcome? Outcome, bool Failed, TimeSpan Elapsed);

/// <summary>The cell at which a run ended early.</summary>
public sealed record FailedCell(NotebookCell Cell, CellStatus Status, CellError Error);

/// <summary>What came of a run.</summary>
/// <param name="Notebook">The notebook with the outputs of every cell that ran, also of the one that failed.</param>
/// <param name="Failure">Null when every cell did what it should.</param>
/// <param name="CellsRun">How many code cells ran.</param>
/// <param name="Elapsed">How long they took together.</param>
public sealed record NotebookRunResult(NotebookFile Notebook, FailedCell? Failure, int CellsRun, TimeSpan Elapsed)
{
    public bool Succeeded => Failure is null;
}
