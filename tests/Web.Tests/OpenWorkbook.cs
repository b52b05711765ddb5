using System.Diagnostics;
using System.Text;

namespace Workbook.Web.Tests;

/// <summary><c>workbook open</c> as a process, on ports of its own.</summary>
internal sealed class OpenWorkbook : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private bool _ended;
    private readonly TaskCompletionSource<Uri> _endpoint = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OpenWorkbook(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>With the token.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Without it.</summary>
    public Uri Site => new(Address.GetLeftPart(UriPartial.Authority));

    /// <summary>Of its engine.</summary>
    public Task<Uri> EndpointAsync() => _endpoint.Task.WaitAsync(Patience);

    /// <summary>With which learners of a workshop join.</summary>
    public string JoinCode { get; private set; } = "";

    /// <summary>One that serves a class; the test is skipped where that cannot be.</summary>
    public static async Task<OpenWorkbook> StartWorkshopAsync(CourseFolder course, params string[] arguments)
    {
        try
        {
            return await StartAsync(course, ["--workshop", .. arguments]);
        }
        catch (InvalidOperationException error) when (error.Message.Contains("a workshop runs them in a sandbox", StringComparison.Ordinal))
        {
            Assert.Ignore(error.Message);
            throw;
        }
    }

    public static async Task<OpenWorkbook> StartAsync(CourseFolder course, params string[] arguments)
    {
        var workbook = new OpenWorkbook(Start(course, arguments.Contains("--port") ? arguments : ["--port", "0", .. arguments]));
        await Task.WhenAny(workbook._endpoint.Task, workbook._process.WaitForExitAsync()).WaitAsync(Patience);
        workbook.Address = workbook._endpoint.Task.IsCompleted ? await workbook._address.Task : throw new InvalidOperationException($"It ended: {workbook._output}");
        return workbook;
    }

    /// <summary>One that is expected to end by itself.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(CourseFolder course, params string[] arguments) => RunAsync(Start(course, arguments));

    /// <summary>One that finds no programs on its PATH, and is expected to end by itself.</summary>
    public static Task<(int ExitCode, string Output)> RunWithoutProgramsAsync(CourseFolder course, params string[] arguments) => RunAsync(Start(course, arguments, path: "/nowhere"));

    private static async Task<(int ExitCode, string Output)> RunAsync(Process process)
    {
        await using var workbook = new OpenWorkbook(process);
        await workbook._process.WaitForExitAsync().WaitAsync(Patience);
        lock (workbook._output) return (workbook._process.ExitCode, workbook._output.ToString());
    }

    /// <summary>The processes of kernels.</summary>
    public IEnumerable<Process> Kernels() => Directory.EnumerateDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
        .Where(id => id > 0 && ParentOf(id) == _process.Id).Select(Process.GetProcessById);

    public async ValueTask DisposeAsync()
    {
        if (_ended) return;
        _ended = true;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Start(CourseFolder course, string[] arguments, string? path = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "workbook.dll"), "open", "--no-browser", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = course.Path,
        };
        start.Environment.Remove("WORKBOOK_BACKEND");
        if (path is not null) start.Environment["PATH"] = path;
        return Process.Start(start)!;
    }

    private static int ParentOf(int id)
    {
        try
        {
            // pid (name) state parent …
            return int.Parse(File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return 0;
        }
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
        if (line.Split(' ').FirstOrDefault(word => word.Contains("?token=", StringComparison.Ordinal)) is { } address) _address.TrySetResult(new(address));
        if (line.Contains("with the code ", StringComparison.Ordinal)) JoinCode = line.Split("with the code ")[1][..9];
        const string endpoint = "Its AWS endpoint is ";
        if (line.StartsWith(endpoint, StringComparison.Ordinal)) _endpoint.TrySetResult(new(line[endpoint.Length..].Split(' ')[0]));
    }
}
