using Workbook.Learning.Notebooks;

namespace Workbook.Learning.Tests.Notebooks;

/// <summary>Notebooks run in a process of their own, as `workbook run` does it.</summary>
[CancelAfter(120_000)]
public sealed class NotebookRunnerTests
{
    [Test]
    public async Task A_notebook_is_run_from_top_to_bottom(CancellationToken cancellationToken)
    {
        var notebook = TestNotebook.OfCells(
            TestNotebook.Markdown("# Hello"),
            TestNotebook.Code("var x = 6;\nConsole.WriteLine(\"set\"); Console.WriteLine(\"it\");"),
            TestNotebook.Code(""),
            TestNotebook.Code("x * 7"),
            TestNotebook.Code("var d = display(\"old\");"),
            TestNotebook.Code("d.Update(\"new\"); throw new InvalidOperationException(\"meant\");", "raises-exception"),
            TestNotebook.Code("display(SVG(\"<svg/>\")); JSON(\"{\\\"a\\\": 1}\")"));
        var seen = new List<string>();
        var result = await RunAsync(notebook, progress: p => seen.Add($"{p.CodeCell}/{p.CodeCells} {p.Outcome?.Status}"), cancellationToken: cancellationToken);
        result.Failure.Should().BeNull();
        result.CellsRun.Should().Be(5);
        seen.Should().Equal("1/6 ", "1/6 Ok", "3/6 ", "3/6 Ok", "4/6 ", "4/6 Ok", "5/6 ", "5/6 Failed", "6/6 ", "6/6 Ok");
        var cells = result.Notebook.Cells;
        cells[1].StreamText("stdout").Should().Be("set\nit\n");
        cells[1].Outputs.Should().ContainSingle();
        cells[3].OutputText("text/plain").Should().Be("42");
        cells[3].ExecutionCount.Should().Be(2);
        cells[4].OutputText("text/plain").Should().Be("new");
        cells[5].Outputs.Single()["ename"]!.GetValue<string>().Should().Be("InvalidOperationException");
        cells[6].OutputText("image/svg+xml").Should().Be("<svg/>");
        cells[6].Outputs[1]["data"]!["application/json"]!["a"]!.GetValue<int>().Should().Be(1);
        result.Notebook.Validate().Should().NotContain(problem => problem.Contains("outputs"));
        notebook.Cells[1].Outputs.Should().BeEmpty(because: "the given notebook is not changed");
    }

    [Test]
    public async Task A_run_stops_at_the_first_failing_cell_and_keeps_what_there_is(CancellationToken cancellationToken)
    {
        var result = await RunAsync(TestNotebook.Of("Console.WriteLine(\"one\");", "Console.WriteLine(\"two\");\nthrow new FormatException(\"bad\");", "3"), cancellationToken: cancellationToken);
        result.Succeeded.Should().BeFalse();
        result.Failure!.Cell.Number.Should().Be(2);
        result.Failure.Error.Name.Should().Be("FormatException");
        result.Failure.Error.Traceback.Should().Contain("   at cell 2, line 2");
        result.Notebook.Cells[0].StreamText("stdout").Should().Be("one\n");
        result.Notebook.Cells[1].StreamText("stdout").Should().Be("two\n");
        result.Notebook.Cells[1].Outputs[1]["output_type"]!.GetValue<string>().Should().Be("error");
        result.Notebook.Cells[2].Outputs.Should().BeEmpty();
    }

    [Test]
    public async Task A_cell_that_should_raise_and_does_not_fails_the_run(CancellationToken cancellationToken)
    {
        var result = await RunAsync(TestNotebook.OfCells(TestNotebook.Code("1", "raises-exception")), cancellationToken: cancellationToken);
        result.Failure!.Error.Name.Should().Be("ExceptionExpected");
    }

    [TestCase("Environment.Exit(3);", "kernel died (exit code 3) in cell 2: *Environment.Exit*", "*")]
    [TestCase("int Down(int n) => Down(n + 1) + 1; Down(0)", "kernel died (exit code 134) in cell 2: *stack overflow*", "*Stack overflow*")]
    [TestCase("Process.GetCurrentProcess().Kill();", "kernel died (exit code 137) in cell 2: *killed*", "*")]
    [Platform(Exclude = "Win", Reason = "Exit codes of crashes are Unix's.")]
    public async Task The_death_of_the_process_is_reported_and_loses_no_output(string deadly, string message, string stderr, CancellationToken cancellationToken)
    {
        var result = await RunAsync(TestNotebook.Of("Console.WriteLine(\"before\");", "Console.WriteLine(\"last words\");\n" + deadly, "3"), cancellationToken: cancellationToken);
        result.Failure!.Status.Should().Be(CellStatus.KernelDied);
        result.Failure.Error.Message.Should().Match(message);
        result.Notebook.Cells[0].StreamText("stdout").Should().Be("before\n");
        result.Notebook.Cells[1].StreamText("stdout").Should().Be("last words\n");
        result.Notebook.Cells[1].StreamText("stderr").Should().Match(stderr);
    }

    [Test]
    public async Task A_cell_beyond_its_time_is_interrupted(CancellationToken cancellationToken)
    {
        var options = new NotebookRunOptions { CellTimeout = TimeSpan.FromSeconds(10), Time = new JumpingTime() };
        var result = await RunAsync(TestNotebook.Of("Console.WriteLine(\"in\"); while (true) { }"), options, cancellationToken: cancellationToken);
        result.Failure!.Status.Should().Be(CellStatus.Interrupted);
        result.Failure.Error.Message.Should().Be("cell 1 ran longer than 10 s and was interrupted.");
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "The native call is Unix's.")]
    public async Task A_cell_that_cannot_be_interrupted_is_killed(CancellationToken cancellationToken)
    {
        // Inside native code neither an interrupt nor an abort reaches the thread; on its way there a catch and a finally block keep them off (the
        // compiler drops a finally block that follows nothing).
        const string stubborn = "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int pause();\ntry { Console.Write(\"\"); } finally { try { Console.WriteLine(\"in\"); } catch (System.Threading.ThreadInterruptedException) { } while (true) pause(); }";
        await using var kernel = new CellRecorder(await KernelProcess.StartAsync(TestHost.Launch() with { InterruptGrace = TimeSpan.FromMilliseconds(100) }, cancellationToken));
        using var stop = new CancellationTokenSource();
        var outcome = await kernel.RunAsync(stubborn, output => { if (output is StreamOutput { Text: "in\n" }) _ = Task.Run(stop.Cancel, CancellationToken.None); }, stop.Token);
        outcome.Status.Should().Be(CellStatus.KernelDied);
        outcome.Error!.Message.Should().Contain("did not stop within 0.1 s");
        (await kernel.RunAsync("1", cancellationToken: cancellationToken)).Status.Should().Be(CellStatus.KernelDied);
    }

    [Test]
    public async Task What_goes_past_the_console_is_shown_and_does_not_disturb_the_channel(CancellationToken cancellationToken)
    {
        var result = await RunAsync(TestNotebook.Of(
            "using (var raw = Console.OpenStandardOutput()) raw.Write(Encoding.UTF8.GetBytes(\"raw\\0\\n\"));",
            "Process.Start(\"sh\", [\"-c\", \"echo child; echo wrong >&2\"])!.WaitForExit();",
            "Console.ReadLine()"), cancellationToken: cancellationToken);
        result.Failure.Should().BeNull();
        result.Notebook.Cells[0].StreamText("stdout").Should().Be("raw\0\n");
        result.Notebook.Cells[1].StreamText("stdout").Should().Be("child\n");
        result.Notebook.Cells[1].StreamText("stderr").Should().Be("wrong\n");
        result.Notebook.Cells[2].OutputText("text/plain").Should().Be("<null>");
    }

    [Test]
    public async Task Big_outputs_arrive_whole_up_to_the_limit(CancellationToken cancellationToken)
    {
        var options = new NotebookRunOptions { MaxCellOutput = 3_000_000 };
        var result = await RunAsync(TestNotebook.Of(
            "Console.Write(new string('ä', 2_500_000));",
            "for (var i = 0; i < 20_000; i++) Console.WriteLine(i);",
            "for (var i = 0; i < 60; i++) Console.Write(new string('x', 100_000));"), options, cancellationToken: cancellationToken);
        result.Notebook.Cells[0].StreamText("stdout").Should().HaveLength(2_500_000);
        result.Notebook.Cells[1].StreamText("stdout").Should().StartWith("0\n1\n").And.EndWith("19999\n");
        result.Notebook.Cells[2].StreamText("stdout").Should().HaveLength(3_000_000);
        result.Notebook.Cells[2].StreamText("stderr").Should().Contain("output cut after 3000000 characters");
        result.Succeeded.Should().BeTrue();
    }

    [Test]
    public async Task A_notebook_in_another_language_is_refused_before_any_cell_runs()
    {
        var python = NotebookFile.Parse("""{"cells": [], "metadata": {"kernelspec": {"name": "python3", "language": "python"}}, "nbformat": 4, "nbformat_minor": 5}""", "p.ipynb");
        await using var kernel = CellRecorder.NewKernel();
        var run = () => NotebookRunner.RunAsync(python, kernel);
        await run.Should().ThrowAsync<NotebookFormatException>().WithMessage("'p.ipynb' is a notebook in python*");
        var cell = TestNotebook.Code("echo");
        cell["metadata"]!["polyglot_notebook"] = new System.Text.Json.Nodes.JsonObject { ["kernelName"] = "pwsh" };
        var mixed = () => NotebookRunner.RunAsync(TestNotebook.OfCells(cell), kernel);
        await mixed.Should().ThrowAsync<NotebookFormatException>().WithMessage("*cell 1 is in pwsh*");
    }

    [Test]
    public async Task A_cell_of_an_unknown_type_is_passed_through(CancellationToken cancellationToken)
    {
        var odd = TestNotebook.Markdown("select 1");
        odd["cell_type"] = "sql";
        var result = await RunAsync(TestNotebook.OfCells(odd, TestNotebook.Code("1")), cancellationToken: cancellationToken);
        result.Succeeded.Should().BeTrue();
        result.Notebook.Cells[0].Type.Should().Be("sql");
    }

    [Test]
    public async Task A_kernel_that_does_not_start_says_why()
    {
        var gone = TestHost.Launch() with { FileName = "/nowhere/workbook" };
        await ((Func<Task>)(() => KernelProcess.StartAsync(gone))).Should().ThrowAsync<KernelStartException>().WithMessage("*'/nowhere/workbook' cannot be started*");
        var ending = TestHost.Launch();
        ending = ending with { Arguments = [ending.Arguments[0], "exit"] };
        await ((Func<Task>)(() => KernelProcess.StartAsync(ending))).Should().ThrowAsync<KernelStartException>().WithMessage("*exit code*");
        var missing = TestHost.Launch(new KernelOptions { References = ["/nowhere/Lab.dll"] });
        await ((Func<Task>)(() => KernelProcess.StartAsync(missing))).Should().ThrowAsync<KernelStartException>().WithMessage("*'/nowhere/Lab.dll'*");
    }

    private static async Task<NotebookRunResult> RunAsync(
        NotebookFile notebook, NotebookRunOptions? options = null, Action<CellProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var kernel = await KernelProcess.StartAsync(TestHost.Launch(), cancellationToken);
        return await NotebookRunner.RunAsync(notebook, kernel, options, progress, cancellationToken);
    }
}
