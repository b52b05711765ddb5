namespace Workbook.Learning.Notebooks;

/// <summary>Runs C# cells one after another; what a cell declares, the next ones see.</summary>
public interface IKernel : IAsyncDisposable
{
    /// <summary>
    /// Runs one cell. Never throws for what the cell does: a compile error, an exception, an interrupt and the death of
    /// the kernel are all outcomes.
    /// </summary>
    /// <param name="cell">The code, and how messages call it.</param>
    /// <param name="front">Receives the outputs and answers questions.</param>
    /// <param name="cancellationToken">Interrupts the cell; the outcome is then <see cref="CellStatus.Interrupted"/>.</param>
    Task<CellOutcome> ExecuteAsync(CellCode cell, CellFront front, CancellationToken cancellationToken);

    /// <summary>What may be written at a position of code that is not finished; also while a cell runs.</summary>
    /// <param name="code">A cell as it stands.</param>
    /// <param name="position">Of the cursor, in UTF-16 units.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<Completions> CompleteAsync(string code, int position, CancellationToken cancellationToken);

    /// <summary>What stands at a position: signature and documentation, or null.</summary>
    Task<string?> InspectAsync(string code, int position, CancellationToken cancellationToken);

    /// <summary>Whether the code can be run as it is, or goes on.</summary>
    Task<CodeState> StateOfAsync(string code, CancellationToken cancellationToken);

    /// <summary>What the compiler would refuse in code that is being written, after the cells that have run; empty where only a run can tell.</summary>
    Task<IReadOnlyList<CodeProblem>> DiagnoseAsync(string code, CancellationToken cancellationToken);
}

/// <summary>Who watches a cell run.</summary>
/// <param name="Output">Receives the outputs in order, while the cell runs; a cell's background work may still call it afterwards.</param>
/// <param name="Answer">Asks a person; null, or a null answer: there is nobody.</param>
public sealed record CellFront(Action<KernelOutput> Output, Func<InputQuestion, Task<string?>>? Answer = null);

/// <summary>A cell asks the reader for a line of text.</summary>
/// <param name="Prompt">What to ask; may be empty.</param>
/// <param name="IsPassword">Whether the answer must not be seen.</param>
public sealed record InputQuestion(string Prompt, bool IsPassword);

/// <summary>What may stand between <paramref name="Start"/> and <paramref name="End"/> (UTF-16 units) of the code.</summary>
public sealed record Completions(int Start, int End, IReadOnlyList<Completion> Items);

/// <summary>One possibility.</summary>
/// <param name="Text">What to insert.</param>
/// <param name="Kind">Such as <c>method</c>, <c>property</c>, <c>class</c>, <c>keyword</c>, <c>magic</c>.</param>
public sealed record Completion(string Text, string Kind);

/// <summary>What is wrong between <paramref name="Start"/> and <paramref name="End"/> (UTF-16 units) of the code.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends; not before <paramref name="Start"/>.</param>
/// <param name="Message">With the compiler's number: <c>CS1002: ; expected</c>.</param>
/// <param name="IsSyntax">Whether it is wrong whatever other cells declare.</param>
public sealed record CodeProblem(int Start, int End, string Message, bool IsSyntax);

/// <summary>Whether code can be run.</summary>
public enum CodeState
{
    Complete,

    /// <summary>Something is still open: a brace, a string, a statement.</summary>
    Incomplete,
    Invalid,
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
