namespace Workbook.Engine.Runtimes;

/// <summary>Which of a process's two output streams a piece of output came from.</summary>
public enum ExecOutput
{
    Output,
    Error,
}

/// <summary>A command that runs inside a container. Disposing it lets go of its streams.</summary>
public interface IExecSession : IAsyncDisposable
{
    /// <summary>Reads the next piece of output into the buffer.</summary>
    /// <returns>Where it came from and how many bytes; zero bytes when the command has ended.</returns>
    ValueTask<(ExecOutput From, int Count)> ReadAsync(Memory<byte> buffer, CancellationToken cancellation);

    ValueTask WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellation);

    /// <summary>Tells the command that no more input comes.</summary>
    ValueTask CloseInputAsync(CancellationToken cancellation);

    /// <summary>Tells the terminal its new size, in characters and lines.</summary>
    ValueTask ResizeAsync(int columns, int rows, CancellationToken cancellation);

    /// <summary>The exit code; to be asked for after the output has ended.</summary>
    ValueTask<int> ExitCodeAsync(CancellationToken cancellation);
}
