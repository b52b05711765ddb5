using System.Diagnostics;

namespace Workbook.Cli.Tests;

internal sealed class ExportTests
{
    private static readonly string Lesson = Path.Combine(Command.Root, "notebooks", "04-task-definitions.ipynb");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Test]
    public async Task A_lesson_becomes_a_program_that_runs()
    {
        var folder = Directory.CreateTempSubdirectory("workbook-export-");
        try
        {
            (await Command.RunAsync("export", Lesson, "--cs", "--out", folder.FullName)).ExitCode.Should().Be(0);
            await using var server = Command.Start("start", "--port", "0");
            // What it builds goes where the tests' own builds went, which is there already.
            var start = new ProcessStartInfo("dotnet", ["run", Path.Combine(folder.FullName, "04-task-definitions.cs")]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.FullName };
            start.Environment["AWS_ENDPOINT_URL"] = (await server.EndpointAsync()).ToString();
            start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
            await process.WaitForExitAsync().WaitAsync(Patience);

            process.ExitCode.Should().Be(0, "it said {0}{1}", output, await error);
            output.Should().Contain("ClientException: No Fargate configuration exists", "the cell that is meant to fail does").And.Contain("exit code 3").And.EndWith("INACTIVE\n");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_lesson_becomes_a_page()
    {
        var folder = Directory.CreateTempSubdirectory("workbook-export-");
        try
        {
            var (exitCode, output) = await Command.RunAsync("export", Lesson, "--html", "--out", folder.FullName);
            exitCode.Should().Be(0, "it said {0}", output);
            (await File.ReadAllTextAsync(Path.Combine(folder.FullName, "04-task-definitions.html"))).Should().Contain("<title>04 &#183; Task definitions</title>").And.Contain("class=\"k\"");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task What_cannot_be_exported_is_named()
    {
        var (exitCode, output) = await Command.RunAsync("export", Path.Combine(Command.Root, "README.md"), "--html");
        exitCode.Should().Be(2);
        output.Should().Contain("README.md").And.Contain("JSON");
        (await Command.RunAsync("export", Lesson)).Output.Should().Contain("--html, --cs or both");
    }
}
