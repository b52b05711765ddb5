using System.Text.Json;

namespace Workbook.Cli.Tests;

internal sealed class RunTests
{
    private static readonly string[] Notebooks = Directory.GetFiles(Path.Combine(Command.Root, "notebooks"), "*.ipynb");

    [TestCaseSource(nameof(Notebooks))]
    public async Task Every_lesson_runs_from_first_cell_to_last(string notebook)
    {
        var folder = Directory.CreateTempSubdirectory("workbook-run-");
        try
        {
            var (exitCode, output) = await Command.RunAsync("run", notebook, "--out", folder.FullName);

            exitCode.Should().Be(0, "the run said {0}", output);
            using var executed = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.FullName, Path.GetFileName(notebook))));
            var code = executed.RootElement.GetProperty("cells").EnumerateArray().Where(cell => cell.GetProperty("cell_type").GetString() == "code").ToList();
            code.Should().NotBeEmpty().And.OnlyContain(cell => cell.GetProperty("execution_count").ValueKind == JsonValueKind.Number);
            code.Should().Contain(cell => cell.GetProperty("outputs").GetRawText().Contains("image/svg+xml"), "a lesson shows pictures of what happens");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_cell_that_fails_fails_the_run_and_keeps_what_there_is()
    {
        var folder = Directory.CreateTempSubdirectory("workbook-run-");
        try
        {
            var notebook = Path.Combine(folder.FullName, "broken.ipynb");
            await File.WriteAllTextAsync(notebook, """
                {"cells":[
                  {"cell_type":"code","id":"a","metadata":{},"execution_count":null,"outputs":[],"source":["Console.WriteLine(\"before\");"]},
                  {"cell_type":"code","id":"b","metadata":{},"execution_count":null,"outputs":[],"source":["throw new Exception(\"on purpose\");"]}],
                 "metadata":{"kernelspec":{"display_name":".NET (C#)","language":"C#","name":".net-csharp"},"language_info":{"name":"C#"}},
                 "nbformat":4,"nbformat_minor":5}
                """);
            var target = Path.Combine(folder.FullName, "out");

            var (exitCode, output) = await Command.RunAsync("run", notebook, "--out", target);

            exitCode.Should().Be(1);
            output.Should().Contain("cell 2").And.Contain("on purpose");
            (await File.ReadAllTextAsync(Path.Combine(target, "broken.ipynb"))).Should().Contain("before").And.Contain("on purpose");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_notebook_that_is_none_is_named_with_what_is_wrong()
    {
        var (exitCode, output) = await Command.RunAsync("run", Path.Combine(Command.Root, "README.md"));

        exitCode.Should().Be(1);
        output.Should().Contain("README.md").And.Contain("JSON");
    }
}
