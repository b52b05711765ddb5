using System.Diagnostics;
using System.Text.Json;
using Workbook.Learning.Exercises;

namespace Workbook.Learning.Grading;

/// <summary>
/// Compiles submissions in a process of its own, which stays for the next one: what makes the compiler run for ever, or out of memory or stack, does
/// not do so to the grader.
/// </summary>
/// <param name="command">The command that is a <see cref="CompilerHost"/>.</param>
/// <param name="time">The machine's clock.</param>
internal sealed class CompilerProcess(IReadOnlyList<string> command, TimeProvider time) : IDisposable
{
    // A hard limit of the child's heap, in hexadecimal: 1 GiB.
    private const string MostMemory = "40000000";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _turn = new(1);
    private Process? _process;

    /// <summary>Writes the submission as <c>submission.dll</c> into a folder, with its symbols, and returns its path.</summary>
    /// <exception cref="SubmissionException">It does not compile: each message has file, line and column.</exception>
    public async Task<string> CompileAsync(IReadOnlyList<SourceFile> files, Exercise exercise, string folder, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var reply = await AskAsync(JsonSerializer.Serialize(new CompilerRequest(files, exercise.File, exercise.Call, folder)), cancellation);
            return reply.Assembly ?? throw new SubmissionException(reply.Errors);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        End();
        _turn.Dispose();
    }

    private async Task<CompilerReply> AskAsync(string request, CancellationToken cancellation)
    {
        _process ??= Start();
        string? line = null;
        try
        {
            await _process.StandardInput.WriteLineAsync(request.AsMemory(), cancellation);
            await _process.StandardInput.FlushAsync(cancellation);
            line = await _process.StandardOutput.ReadLineAsync(cancellation).AsTask().WaitAsync(Patience, time, cancellation);
        }
        catch (TimeoutException)
        {
            throw new SubmissionException($"It cannot be compiled: the compiler was still at it after {Patience.TotalSeconds:0} s and was ended.");
        }
        catch (IOException error)
        {
            throw new GradingException($"The compiler went away: {error.Message}", error);
        }
        finally
        {
            if (line is null) End();
        }
        return line is null
            ? throw new SubmissionException("It cannot be compiled: the compiler did not survive it. Is an expression nested very deeply, or very long?")
            : JsonSerializer.Deserialize<CompilerReply>(line)!;
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = MostMemory;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private void End()
    {
        if (_process is not { } process) return;
        _process = null;
        process.Kill();
        process.Dispose();
    }
}
