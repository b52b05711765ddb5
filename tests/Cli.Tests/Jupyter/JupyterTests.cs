using System.Text.Json;

namespace Workbook.Cli.Tests.Jupyter;

/// <summary>Jupyter's own programs with the installed kernel.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class JupyterTests
{
    private static readonly string[] Notebooks = Directory.GetFiles(Path.Combine(Command.Root, "notebooks"), "*.ipynb");

    [Test]
    public async Task The_kernel_passes_jupyter_kernel_test()
    {
        await JupyterFolder.NeedsAsync("jupyter_kernel_test", "python3-jupyter-kernel-test");
        using var folder = await JupyterFolder.CreateAsync();
        var (exitCode, output) = await folder.PythonAsync(Path.Combine(Command.Root, "tests", "Cli.Tests", "Jupyter", "kernel_test.py"), "-v");

        exitCode.Should().Be(0, "it said {0}", output);
        output.Should().MatchRegex(@"Ran 1\d tests").And.Contain("test_execute_stdout").And.Contain("test_completion").And.Contain("test_inspect");
    }

    [TestCaseSource(nameof(Notebooks))]
    public async Task Nbconvert_executes_every_lesson(string lesson)
    {
        await JupyterFolder.NeedsAsync("nbconvert", "jupyter-nbconvert");
        using var folder = await JupyterFolder.CreateAsync();
        var (exitCode, output) = await folder.PythonAsync("-m", "nbconvert", "--to", "notebook", "--execute", "--output-dir", folder.Path, "--output", "executed.ipynb", lesson);

        exitCode.Should().Be(0, "it said {0}", output);
        using var executed = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "executed.ipynb")));
        var code = executed.RootElement.GetProperty("cells").EnumerateArray().Where(cell => cell.GetProperty("cell_type").GetString() == "code").ToList();
        code.Should().NotBeEmpty().And.OnlyContain(cell => cell.GetProperty("execution_count").ValueKind == JsonValueKind.Number);
        code.Should().Contain(cell => cell.GetProperty("outputs").GetRawText().Contains("image/svg+xml"), "a lesson shows pictures of what happens");
        code.Where(Failed).Select(Id).Should().Equal(code.Where(IsMeantToFail).Select(Id));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "On Windows a stack overflow ends a process with another code.")]
    public async Task A_cell_that_overflows_the_stack_ends_its_process_and_not_the_session()
    {
        await JupyterFolder.NeedsAsync("nbconvert", "jupyter-nbconvert");
        using var folder = await JupyterFolder.CreateAsync();
        var notebook = folder.Write("deep.ipynb", "var x = 1;", "int Down(int n) => Down(n + 1) + 1; Down(0)", "using Workbook;\n(await Aws.ConnectAsync()).Endpoint.Host");
        var (exitCode, output) = await folder.PythonAsync("-m", "nbconvert", "--to", "notebook", "--execute", "--allow-errors", "--output", "executed.ipynb", notebook);

        exitCode.Should().Be(0, "it said {0}", output);
        var executed = await File.ReadAllTextAsync(Path.Combine(folder.Path, "executed.ipynb"));
        executed.Should().Contain("stack overflow").And.Contain("this cell runs in a new one").And.Contain("127.0.0.1", "the engine is still there");
    }

    [Test]
    public async Task Install_and_uninstall_say_what_they_did_and_leave_other_kernels_alone()
    {
        using var folder = await JupyterFolder.CreateAsync();
        var settings = new Dictionary<string, string> { ["JUPYTER_DATA_DIR"] = folder.Path };
        var spec = Path.Combine(folder.Path, "kernels", ".net-csharp", "kernel.json");
        File.Exists(spec).Should().BeTrue();

        (await Command.RunAsync(settings, "kernel", "uninstall")).Should().Be((0, $"Removed: {Path.GetDirectoryName(spec)}{Environment.NewLine}"));
        Directory.Exists(Path.GetDirectoryName(spec)).Should().BeFalse();

        Directory.CreateDirectory(Path.GetDirectoryName(spec)!);
        await File.WriteAllTextAsync(spec, """{"argv":["dotnet-interactive"],"display_name":".NET (C#)"}""");
        var (refused, output) = await Command.RunAsync(settings, "kernel", "install");
        refused.Should().Be(1);
        output.Should().Contain("--force");
        (await Command.RunAsync(settings, "kernel", "uninstall")).ExitCode.Should().Be(1);
        (await File.ReadAllTextAsync(spec)).Should().Contain("dotnet-interactive");
        (await Command.RunAsync(settings, "kernel", "install", "--force")).ExitCode.Should().Be(0);
    }

    [Test]
    public async Task A_connection_file_that_is_none_is_named()
    {
        var (exitCode, output) = await Command.RunAsync("kernel", "start", Path.Combine(Command.Root, "global.json"));

        exitCode.Should().Be(2);
        output.Should().Contain("global.json").And.Contain("connection file");
    }

    private static string? Id(JsonElement cell) => cell.GetProperty("id").GetString();

    private static bool Failed(JsonElement cell) => cell.GetProperty("outputs").EnumerateArray().Any(output => output.GetProperty("output_type").GetString() == "error");

    private static bool IsMeantToFail(JsonElement cell) => cell.GetProperty("metadata").TryGetProperty("tags", out var tags) && tags.EnumerateArray().Any(tag => tag.GetString() == "raises-exception");
}
