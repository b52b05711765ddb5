using System.Text;
using System.Threading.Channels;
using Workbook.Engine.Time;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>A command inside a simulated container. It ends by itself, or with its container: disposing it does that.</summary>
internal sealed class SimulatedExec : IExecSession, IDisposable
{
    private const int MostUnread = 64;
    private const int InterruptedExitCode = 130;

    private readonly Channel<(ExecOutput From, byte[] Bytes)> _output = Channel.CreateBounded<(ExecOutput, byte[])>(MostUnread);
    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end = new();
    private readonly EngineClock _clock;
    private readonly SimulatedTerminal? _terminal;
    private CancellationTokenSource? _foreground;
    private (ExecOutput From, ReadOnlyMemory<byte> Bytes) _rest;

    public SimulatedExec(ExecCommand command, EngineClock clock)
    {
        _clock = clock;
        HasTerminal = command.HasTerminal;
        (Columns, Rows) = (command.Columns, command.Rows);
        if (HasTerminal) _terminal = new(Input, (bytes, cancellation) => _output.Writer.WriteAsync((ExecOutput.Output, bytes), cancellation), Interrupt);
    }

    public SimulatedInput Input { get; } = new();

    public bool HasTerminal { get; }

    /// <summary>The terminal's width in characters.</summary>
    public int Columns { get; private set; }

    /// <summary>The terminal's height in lines.</summary>
    public int Rows { get; private set; }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="ended">Called when it has ended, however that was.</param>
    public async Task RunAsync(Func<CancellationToken, Task<int>> program, Action ended)
    {
        var exitCode = ExitCodes.Killed;
        try
        {
            exitCode = await program(_end.Token);
        }
        catch (OperationCanceledException)
        {
            exitCode = ExitCodes.Killed;
        }
        finally
        {
            Input.End();
            _output.Writer.TryComplete();
            _exit.TrySetResult(exitCode);
            ended();
        }
    }

    /// <summary>Runs something that Ctrl+C ends, with the exit code 130.</summary>
    public async Task<int> InForegroundAsync(Func<CancellationToken, Task<int>> program, CancellationToken cancellation)
    {
        using var own = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var before = Interlocked.Exchange(ref _foreground, own);
        try
        {
            return await program(own.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return InterruptedExitCode;
        }
        finally
        {
            Interlocked.Exchange(ref _foreground, before);
        }
    }

    public ValueTask PrintAsync(ExecOutput to, string text, CancellationToken cancellation) => PrintAsync(to, Encoding.UTF8.GetBytes(text), cancellation);

    /// <summary>On a terminal both streams are one, and a line ends with CR LF.</summary>
    public ValueTask PrintAsync(ExecOutput to, byte[] bytes, CancellationToken cancellation)
    {
        if (bytes.Length == 0) return ValueTask.CompletedTask;
        return HasTerminal
            ? _output.Writer.WriteAsync((ExecOutput.Output, [.. bytes.SelectMany<byte, byte>(each => each == '\n' ? [(byte)'\r', each] : [each])]), cancellation)
            : _output.Writer.WriteAsync((to, bytes), cancellation);
    }

    public async ValueTask<(ExecOutput From, int Count)> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        if (_rest.Bytes.IsEmpty)
        {
            if (!await _output.Reader.WaitToReadAsync(cancellation) || !_output.Reader.TryRead(out var next)) return (ExecOutput.Output, 0);
            _rest = next;
        }
        var count = Math.Min(buffer.Length, _rest.Bytes.Length);
        _rest.Bytes[..count].CopyTo(buffer);
        _rest.Bytes = _rest.Bytes[count..];
        return (_rest.From, count);
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellation)
    {
        _clock.Stimulate();
        if (_exit.Task.IsCompleted || input.IsEmpty) return;
        if (_terminal is null) await Input.WriteAsync(input.ToArray(), cancellation);
        else await _terminal.TypeAsync(input, cancellation);
    }

    public ValueTask CloseInputAsync(CancellationToken cancellation)
    {
        Input.End();
        return ValueTask.CompletedTask;
    }

    public ValueTask ResizeAsync(int columns, int rows, CancellationToken cancellation)
    {
        (Columns, Rows) = (columns, rows);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<int> ExitCodeAsync(CancellationToken cancellation) => await _exit.Task.WaitAsync(cancellation);

    // Not at once: the caller may hold locks, and what is cancelled goes on right where it is cancelled.
    public void Dispose() => _ = _end.CancelAsync();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private bool Interrupt()
    {
        if (Volatile.Read(ref _foreground) is not { } foreground) return false;
        _ = foreground.CancelAsync();
        return true;
    }
}
