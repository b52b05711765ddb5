using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Workbook.Benchmarks.Chaos;

/// <summary>The built command <c>workbook start --backend docker</c> on one data folder and port, killed and started again at will.</summary>
/// <param name="docker">The Docker Engine to use; null for the one the docker command would use.</param>
internal sealed class EngineProcess(string dataFolder, Uri? docker) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly int _port = FreePort();
    private readonly StringBuilder _output = new();
    private Process? _process;

    public Uri Endpoint => new($"http://127.0.0.1:{_port}");

    /// <summary>The id that all it makes on the Docker Engine carries as a label; known once it has started.</summary>
    public string Id => File.ReadAllText(Path.Combine(dataFolder, "engine-id")).Trim();

    /// <summary>Returns when it answers.</summary>
    /// <exception cref="ChaosException">It ended instead.</exception>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "workbook.dll"), "start", "--backend", "docker",
            "--data", dataFolder, "--port", _port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (docker is not null) start.Environment["DOCKER_HOST"] = docker.ToString();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Task.WhenAny(ready.Task, _process.WaitForExitAsync()).WaitAsync(Patience, TimeProvider.System);
        if (!ready.Task.IsCompleted) throw new ChaosException($"The engine ended instead of starting: {Output}");

        void Take(string? line)
        {
            if (line is null) return;
            lock (_output) _output.AppendLine(line);
            if (line.StartsWith("Ready.", StringComparison.Ordinal)) ready.TrySetResult();
        }
    }

    /// <summary>SIGKILL: nothing can be tidied up.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        if (_process.HasExited) throw new ChaosException($"The engine has ended by itself: {Output}");
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not { HasExited: false }) return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
