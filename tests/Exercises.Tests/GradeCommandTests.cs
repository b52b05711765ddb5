using System.Text.Json;
using Spectre.Console;
using Workbook.Cli.Commands;

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

    private static Task<int> RunAsync(params string[] arguments) => GradeCommand.Create().Parse(arguments).InvokeAsync();
}
