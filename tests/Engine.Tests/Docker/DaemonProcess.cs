using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Workbook.Engine.Tests.Docker;

/// <summary>A dockerd that a test started.</summary>
internal sealed class DaemonProcess : IDisposable
{
    private const string Listens = "API listen on";

    private readonly StringBuilder _log = new();
    private readonly TaskCompletionSource _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private DaemonProcess(DaemonFolder folder, string[] options)
    {
        string[] own =
        [
            "--data-root", folder.In("data"),
            "--exec-root", folder.In("exec"),
            "--pidfile", folder.PidFile,
            "--host", $"unix://{folder.Socket}",
        ];
        // Each of them becomes the next one, so that the process stays the same.
        string[] before = ["--net", "--", "sh", "-c", "ip link set lo up && exec dockerd \"$@\"", "dockerd"];
        _process = new() { StartInfo = new("unshare", [.. before, .. own, .. options]) { RedirectStandardError = true, RedirectStandardOutput = true } };
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Starts it; returns when it answers.</summary>
    public static async Task<DaemonProcess> StartAsync(DaemonFolder folder, string[] options)
    {
        await folder.ForgetProcessesAsync();
        var daemon = new DaemonProcess(folder, options);
        daemon._process.Start();
        daemon._process.BeginErrorReadLine();
        daemon._process.BeginOutputReadLine();
        await Task.WhenAny(daemon._listens.Task, daemon._process.WaitForExitAsync());
        if (!daemon._listens.Task.IsCompleted) throw new IOException($"dockerd did not start: {daemon.Log}");
        return daemon;
    }

    public Task StopAsync() => EndAsync("TERM");

    public Task KillAsync() => EndAsync("KILL");

    public Task SignalAsync(string signal) => Programs.RunAsync("kill", $"-{signal}", Id.ToString(CultureInfo.InvariantCulture));

    public void Dispose() => _process.Dispose();

    private string Log
    {
        get
        {
            lock (_log) return _log.ToString();
        }
    }

    private async Task EndAsync(string signal)
    {
        await SignalAsync(signal);
        await _process.WaitForExitAsync();
    }

    private void Hear(string? line)
    {
        lock (_log) _log.AppendLine(line);
        if (line?.Contains(Listens, StringComparison.Ordinal) == true) _listens.TrySetResult();
    }
}
