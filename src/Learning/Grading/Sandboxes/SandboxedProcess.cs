using System.Diagnostics;
using Workbook.Learning.Sandboxes;

namespace Workbook.Learning.Grading;

/// <summary>Runs the command that a sandbox made up, within the limits of time and memory.</summary>
internal static class SandboxedProcess
{
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    /// <param name="command">The program, its arguments and its whole environment.</param>
    /// <param name="end">Ends the process with all that it started.</param>
    /// <param name="limits">Those that are kept from outside.</param>
    /// <param name="time">The machine's clock.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static async Task<SandboxedEnd> RunAsync(
        ProcessStartInfo command, Func<Process, Task> end, SandboxLimits limits, TimeProvider time, CancellationToken cancellation)
    {
        (command.RedirectStandardInput, command.RedirectStandardOutput, command.RedirectStandardError) = (true, true, true);
        var over = new TaskCompletionSource();
        using var process = await StartAsync(command, over.Task);
        process.StandardInput.Close();
        var output = new CappedOutput();
        var reading = Task.WhenAll(output.ReadAsync(process.StandardOutput.BaseStream), output.ReadAsync(process.StandardError.BaseStream));
        SubmissionEnd why;
        try
        {
            why = await WatchAsync(process, limits, time, cancellation);
        }
        finally
        {
            await end(process);
            over.SetResult();
        }
        await process.WaitForExitAsync(CancellationToken.None).WaitAsync(OutputGrace, time, CancellationToken.None);
        await reading.WaitAsync(OutputGrace, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new(why, process.ExitCode, output.ToString());
    }

    private static async Task<SubmissionEnd> WatchAsync(Process process, SandboxLimits limits, TimeProvider time, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var exit = process.WaitForExitAsync(cancellation);
        while (true)
        {
            var left = limits.Time - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero) return SubmissionEnd.TimedOut;
            try
            {
                await exit.WaitAsync(left < Glance ? left : Glance, time, cancellation);
                return SubmissionEnd.Exited;
            }
            catch (TimeoutException)
            {
                if (OperatingSystem.IsLinux() && LinuxProcess.ResidentBytesOf(process.Id) > limits.Memory) return SubmissionEnd.OutOfMemory;
            }
        }
    }

    private static async Task<Process> StartAsync(ProcessStartInfo command, Task over)
    {
        try
        {
            return await ParentThread.StartAsync(command, over);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new GradingException($"The submission's process could not be started with {command.FileName}: {error.Message}", error);
        }
    }
}
