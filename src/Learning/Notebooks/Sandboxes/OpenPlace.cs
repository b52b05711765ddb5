using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Workbook.Learning.Notebooks;

/// <summary>No sandbox: a process like any other of this user's.</summary>
internal sealed class OpenPlace(KernelLaunch launch) : IKernelPlace
{
    private Process? _process;

    public string Pipe { get; } = "workbook-" + RandomNumberGenerator.GetHexString(16, lowercase: true);

    public string? Verdict => null;

    public Task<Process> StartAsync()
    {
        var start = new ProcessStartInfo(launch.FileName, [.. launch.Arguments, Pipe])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = launch.WorkingDirectory ?? "",
        };
        foreach (var (variable, value) in launch.Environment) start.Environment[variable] = value;
        _process = Process.Start(start)!;
        return Task.FromResult(_process);
    }

    public void Kill()
    {
        try
        {
            _process?.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
