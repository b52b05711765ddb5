using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

// Most of what takes long here waits: for containers, for health checks.
[assembly: LevelOfParallelism(4)]

namespace Workbook.Cli.Tests;

/// <summary>The built command <c>workbook</c> as a process, as a user starts it.</summary>
internal sealed class Command : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly Dictionary<string, string> NoSettings = [];
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Command(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
    }

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(SourceFolder(), "..", ".."));

    public static Command Start(params string[] arguments) => Start(["dotnet"], NoSettings, arguments);

    /// <summary>Runs it as somebody whom the permissions of files hold: root, whom they do not, gives that up.</summary>
    /// <param name="dockerHost">The environment variable DOCKER_HOST.</param>
    public static async Task<(int ExitCode, string Output)> RunUnprivilegedAsync(Uri dockerHost, params string[] arguments)
    {
        string[] program = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "dotnet"] : ["dotnet"];
        await using var command = Start(program, new() { ["DOCKER_HOST"] = dockerHost.ToString() }, arguments);
        return await command.EndAsync();
    }

    /// <param name="environment">Variables to set.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        await using var command = Start(["dotnet"], environment, arguments);
        return await command.EndAsync();
    }

    private static Command Start(string[] program, Dictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(program[0], [.. program[1..], Path.Combine(AppContext.BaseDirectory, "workbook.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
        };
        start.Environment.Remove("WORKBOOK_BACKEND");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>The exit code and all that was written.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        await using var command = Start(arguments);
        return await command.EndAsync();
    }

    /// <summary>The endpoint that <c>workbook start</c> says it listens on.</summary>
    public async Task<Uri> EndpointAsync()
    {
        await Task.WhenAny(_ready.Task, _process.WaitForExitAsync()).WaitAsync(Patience);
        return _ready.Task.IsCompleted ? new(await _ready.Task) : throw new InvalidOperationException($"It ended: {Output}");
    }

    /// <exception cref="TimeoutException">It has not ended; the message has what it wrote so far.</exception>
    public async Task<(int ExitCode, string Output)> EndAsync(TimeSpan? patience = null)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(patience ?? Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"It has not ended after {patience ?? Patience}. So far it wrote:\n{Output}");
        }
        return (_process.ExitCode, Output);
    }

    /// <summary>SIGKILL: nothing can be tidied up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
        if (line.IndexOf("http://", StringComparison.Ordinal) is var at and >= 0 && line.StartsWith("Ready.", StringComparison.Ordinal)) _ready.TrySetResult(line[at..].Trim());
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
