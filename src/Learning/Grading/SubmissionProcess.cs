using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Workbook.Learning.Grading;

/// <summary>Runs a compiled submission in a process of its own and returns when nothing of it is left.</summary>
internal static class SubmissionProcess
{
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);
    private static readonly SemaphoreSlim Turn = new(1);

    /// <exception cref="GradingException">It could not be started, or not be ended.</exception>
    public static async Task<SubmissionOutcome> RunAsync(
        string program, string workingDirectory, Uri endpoint, TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        await Turn.WaitAsync(cancellation);
        try
        {
            return await RunAloneAsync(program, workingDirectory, endpoint, limit, time, cancellation);
        }
        finally
        {
            Turn.Release();
        }
    }

    private static async Task<SubmissionOutcome> RunAloneAsync(
        string program, string workingDirectory, Uri endpoint, TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        var tree = ProcessTree.Prepare();
        using var process = Start(program, workingDirectory, endpoint);
        var output = new CappedOutput();
        var reading = Task.WhenAll(output.ReadAsync(process.StandardOutput.BaseStream), output.ReadAsync(process.StandardError.BaseStream));
        var timedOut = false;
        try
        {
            await process.WaitForExitAsync(cancellation).WaitAsync(limit, time, cancellation);
        }
        catch (TimeoutException)
        {
            timedOut = true;
        }
        finally
        {
            await tree.KillAsync(process, time);
        }
        await process.WaitForExitAsync(CancellationToken.None).WaitAsync(OutputGrace, time, CancellationToken.None);
        await reading.WaitAsync(OutputGrace, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new(timedOut, process.ExitCode, output.ToString());
    }

    private static Process Start(string program, string workingDirectory, Uri endpoint)
    {
        var start = new ProcessStartInfo(DotnetHost())
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(program);
        var systemRoot = Environment.GetEnvironmentVariable("SystemRoot");
        // Nothing of the grader's environment gets through: no keys, no tokens, no paths.
        start.Environment.Clear();
        if (systemRoot is not null) start.Environment["SystemRoot"] = systemRoot;
        foreach (var (name, value) in Variables(workingDirectory, endpoint)) start.Environment[name] = value;
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new GradingException($"The submission's process could not be started with {start.FileName}: {error.Message}", error);
        }
    }

    private static IEnumerable<(string Name, string Value)> Variables(string home, Uri endpoint) =>
    [
        ("AWS_ENDPOINT_URL", endpoint.ToString()),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("HOME", home),
        ("USERPROFILE", home),
        ("TMPDIR", home),
        ("TEMP", home),
        ("TMP", home),
        ("DOTNET_NOLOGO", "1"),
        // Without its diagnostics port, another process cannot attach to it, nor it leave a pipe behind.
        ("DOTNET_EnableDiagnostics", "0"),
    ];

    /// <summary>The <c>dotnet</c> that runs this process: <c>…/dotnet/shared/Microsoft.NETCore.App/10.0.0/</c> → <c>…/dotnet/dotnet</c>.</summary>
    private static string DotnetHost()
    {
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return File.Exists(host) ? host : throw new GradingException($"Submissions are run by the dotnet command, which is not at {host}.");
    }
}
