using System.Text.Json;
using Spectre.Console;
using Workbook.Cli.Grading;

namespace Workbook.Exercises.Tests;

/// <summary><c>workbook grade</c> as it is typed.</summary>
[NonParallelizable]
public sealed class GradeCommandTests
{
    private StringWriter _text = null!;
    private IAnsiConsole _before = null!;
    private string _folder = null!;

    [SetUp]
    public void Capture()
    {
        _folder = Environment.CurrentDirectory;
        Environment.CurrentDirectory = Checkout.Root;
        _text = new StringWriter();
        _before = AnsiConsole.Console;
        AnsiConsole.Console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(_text) });
        AnsiConsole.Profile.Width = 160;
    }

    [TearDown]
    public void Release()
    {
        AnsiConsole.Console = _before;
        Environment.CurrentDirectory = _folder;
        _text.Dispose();
    }

    [Test]
    public async Task Full_score_is_exit_code_0_and_the_report_says_so()
    {
        using var submission = new Submission();
        submission.CopySolution("FirstTask");
        var file = Path.Combine(submission.Folder, "reports", "grade.json");

        var exitCode = await RunAsync("FirstTask", "--submission", submission.Folder, "--backend", "embedded", "--report", "json=" + file);

        exitCode.Should().Be(0);
        _text.ToString().Should().Contain("passed  The task is RUNNING (2/2)").And.Contain("10 of 10 points");
        using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(file));
        report.RootElement.GetProperty("score").GetInt32().Should().Be(10);
        report.RootElement.GetProperty("maxScore").GetInt32().Should().Be(10);
    }

    [Test]
    public async Task Less_is_exit_code_1()
    {
        (await RunAsync("firsttask")).Should().Be(1);

        _text.ToString().Should().Contain("missing There is an active cluster named first (0/1)").And.Contain("Hint: ").And.Contain("workbook hint FirstTask");
    }

    [TestCase("Nothing")]
    [TestCase("99")]
    [TestCase("../FirstTask")]
    public async Task What_is_not_there_is_exit_code_2_and_a_list_of_what_is(string id)
    {
        (await RunAsync(id)).Should().Be(2);

        _text.ToString().Should().Contain("04  Task definitions: FirstTask, HealthyPair, TwoFailures");
    }

    [Test]
    public async Task A_submission_that_is_not_there_is_exit_code_2() => (await RunAsync("04", "--submission", "/nowhere/at/all")).Should().Be(2);

    [TestCase("--backend", "localstack")]
    [TestCase]
    public async Task LocalStack_says_what_it_takes(params string[] option)
    {
        var (exitCode, output) = await CommandLine.RunAsync(["grade", "FirstTask", .. option], ("WORKBOOK_BACKEND", option.Length == 0 ? "localstack" : null), ("LOCALSTACK_AUTH_TOKEN", null));

        exitCode.Should().NotBe(0);
        var withOfficialPackages = File.Exists(Path.Combine(AppContext.BaseDirectory, "Testcontainers.LocalStack.dll"));
        output.Should().Contain(withOfficialPackages ? "set LOCALSTACK_AUTH_TOKEN" : "OfficialSdks=true ./workbook grade")
            .And.Contain("--backend endpoint with AWS_ENDPOINT_URL=http://127.0.0.1:4566");
    }

    [Test]
    public async Task A_report_that_no_terminal_shows_has_whole_lines()
    {
        using var submission = new Submission();
        var name = new string('a', 150);
        submission.Write("04-task-definitions/FirstTask.cs", $"namespace TaskDefinitions; public static class FirstTask {{ public static async Task RunAsync(object ecs) {{ {name} = 1; await Task.CompletedTask; }} }}");

        var (exitCode, output) = await CommandLine.RunAsync(["grade", "FirstTask", "--submission", submission.Folder]);

        exitCode.Should().Be(1, output);
        output.Should().MatchRegex($@"\n +04-task-definitions/FirstTask\.cs\(1,\d+\): CS0103: [^\n]*{name}[^\n]* does not exist in the current context[^\n]*\n");
    }

    private static Task<int> RunAsync(params string[] arguments) => GradeCommand.Create().Parse(arguments).InvokeAsync();
}
