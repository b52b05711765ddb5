using System.Diagnostics;
using System.Text.Json;

namespace Workbook.Cli.Tests.Jupyter;

/// <summary>A Jupyter data folder of its own in which the built kernel is installed, and Jupyter's programs (Debian's) on it.</summary>
internal sealed class JupyterFolder : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbook-jupyter-");

    public string Path => _folder.FullName;

    /// <summary>Skips the test where a Python module is missing.</summary>
    /// <param name="module">What is to be imported.</param>
    /// <param name="package">Debian's package that has it.</param>
    public static async Task NeedsAsync(string module, string package)
    {
        if (!File.Exists(Python) || (await RunAsync(new() { FileName = Python, ArgumentList = { "-c", $"import {module}" } })).ExitCode != 0)
        {
            Assert.Ignore($"The Python module {module} is not installed. To run this test: apt-get install {package}");
        }
    }

    public static async Task<JupyterFolder> CreateAsync()
    {
        var folder = new JupyterFolder();
        var (exitCode, output) = await Command.RunAsync(new Dictionary<string, string> { ["JUPYTER_DATA_DIR"] = folder.Path }, "kernel", "install");
        exitCode.Should().Be(0, "the command said {0}", output);
        return folder;
    }

    /// <summary>A notebook of these code cells.</summary>
    public string Write(string name, params string[] cells)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            cells = cells.Select((source, index) => new { cell_type = "code", id = $"c{index}", metadata = new { }, execution_count = (int?)null, outputs = Array.Empty<object>(), source }),
            metadata = new { kernelspec = new { display_name = ".NET (C#)", language = "C#", name = ".net-csharp" }, language_info = new { name = "C#" } },
            nbformat = 4,
            nbformat_minor = 5,
        }));
        return path;
    }

    /// <summary>Runs a Python program to its end.</summary>
    public Task<(int ExitCode, string Output)> PythonAsync(params string[] arguments) => RunAsync(Prepare(arguments));

    /// <summary>Starts a Python program that stays.</summary>
    public Process Start(params string[] arguments) => Process.Start(Prepare(arguments))!;

    public void Dispose() => _folder.Delete(recursive: true);

    private ProcessStartInfo Prepare(string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments) { WorkingDirectory = Path };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["JUPYTER_DATA_DIR"] = Path,
            ["JUPYTER_RUNTIME_DIR"] = System.IO.Path.Combine(Path, "runtime"),
            ["JUPYTER_CONFIG_DIR"] = System.IO.Path.Combine(Path, "config"),
            ["IPYTHONDIR"] = System.IO.Path.Combine(Path, "ipython"),
            // An engine of its own, whatever listens on this machine.
            ["WORKBOOK_BACKEND"] = "embedded",
        }) start.Environment[name] = value;
        return start;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{string.Join(' ', start.ArgumentList)} did not end: {await output}{await error}");
        }
        return (process.ExitCode, await output + await error);
    }
}
