namespace Workbook.Learning.Notebooks;

/// <summary>Runs C# cells one after another; what a cell declares, the next ones see.</summary>
public interface IKernel : IAsyncDisposable
{
    /// <summary>
    /// Runs one cell. Never throws for what the cell does: a compile error, an exception, an interrupt and the death of
    /// the kernel are all outcomes.
    /// </summary>
    /// <param name="cell">The code, and how messages call it.</param>
    /// <param name="output">Receives the outputs in order, while the cell runs; a cell's background work may still call it afterwards.</param>
    /// <param name="cancellationToken">Interrupts the cell; the outcome is then <see cref="CellStatus.Interrupted"/>.</param>
    Task<CellOutcome> ExecuteAsync(CellCode cell, Action<KernelOutput> output, CancellationToken cancellationToken);
}

/// <summary>The code of a cell.</summary>
/// <param name="Text">C#, and the lines that start with <c>#!</c>.</param>
/// <param name="Name">How diagnostics and tracebacks call the cell, such as <c>cell 4</c>.</param>
public sealed record CellCode(string Text, string Name);

/// <summary>How a cell ended.</summary>
public enum CellStatus
{
    Ok,

    /// <summary>It did not compile, or it threw.</summary>
    Failed,

    /// <summary>It was stopped; the kernel and everything declared so far live on.</summary>
    Interrupted,

    /// <summary>The kernel's process ended in the middle of the cell, or had ended before.</summary>
    KernelDied,
}

/// <summary>How a cell ended, and its number among the cells that this kernel has run (from 1).</summary>
public sealed record CellOutcome(CellStatus Status, int ExecutionCount, CellError? Error);

/// <summary>Why a cell failed.</summary>
/// <param name="Name">The exception's type name, or <c>CompilationError</c>, <c>Interrupted</c>, <c>KernelDied</c>.</param>
/// <param name="Message">One or more lines for a person.</param>
/// <param name="Traceback">The lines to show: message, source excerpt, frames in cells.</param>
public sealed record CellError(string Name, string Message, IReadOnlyList<string> Traceback);
