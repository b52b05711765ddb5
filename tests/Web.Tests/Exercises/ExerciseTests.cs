using System.Net;
using System.Net.Http.Json;
using Microsoft.Playwright;
using Workbook.Web.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Workbook.Web.Tests.Exercises;

/// <summary>Exercises in a browser, from the task to the course's own solution.</summary>
internal sealed class ExerciseTests
{
    private const string File04 = "04-task-definitions/FirstTask.cs";

    private CourseFolder _course = null!;
    private OpenWorkbook _workbook = null!;

    [SetUp]
    public async Task Open()
    {
        _course = new();
        await _course.CommitAsync();
        _workbook = await OpenWorkbook.StartAsync(_course);
    }

    [TearDown]
    public async Task Close()
    {
        await _workbook.DisposeAsync();
        _course.Dispose();
    }

    [Test]
    public async Task A_learner_goes_from_the_lesson_to_a_solved_exercise()
    {
        await using var browser = await Browsers.NewAsync();
        var lesson = await LessonView.OpenAsync(browser, _workbook, "04-task-definitions");
        var page = lesson.Page;
        page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Register a task definition and run it" }).ClickAsync();
        await Expect(page.Locator(".task")).ToContainTextAsync("Create a cluster named first.");
        await page.GetByText("A hint (1 of").ClickAsync();
        await Expect(page.GetByText("Another one (2 of")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Expect(page.Locator(".verdict")).ToContainTextAsync("0 of 10 points", new() { Timeout = 60_000 });
        await Expect(page.Locator("ul.checks li.missing")).Not.ToHaveCountAsync(0);
        await Expect(page.Locator("#solution")).ToBeHiddenAsync();

        await WriteAsync(page, await File.ReadAllTextAsync(Path.Combine(_course.Path, "solutions", File04)));
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".verdict.full")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var drawn = await page.WaitForFunctionAsync("() => document.querySelector('#clusters iframe')?.contentDocument?.body?.textContent || null");
        (await drawn.JsonValueAsync<string>()).Should().Contain("cluster first").And.Contain("RUNNING");
        (await File.ReadAllTextAsync(Path.Combine(_course.Path, ".workbook", "progress.json"))).Should().Contain("\"score\": 10", "the terminal sees it as well");

        await page.Locator("#solution").ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("One way of many");
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Reset" }).ClickAsync();
        await Expect(page.Locator("#exercise .view-lines")).ToContainTextAsync("Your");
        (await File.ReadAllTextAsync(Path.Combine(_course.Path, "exercises", File04))).Should().Contain("NotImplementedException");
        Directory.EnumerateFiles(Path.Combine(_course.Path, "exercises", "04-task-definitions"), "FirstTask.cs.*.old").Should().NotBeEmpty("nothing that was written is lost");
        await page.GotoAsync(_workbook.Site.ToString());
        await Expect(page.Locator("ol.lessons")).ToContainTextAsync("1 of 4 exercises solved");
    }

    [Test]
    public async Task Compiler_errors_are_told_as_the_grader_tells_them()
    {
        await using var browser = await Browsers.NewAsync();
        var page = await browser.NewPageAsync();
        await page.GotoAsync(_workbook.Address.ToString());
        await page.GotoAsync($"{_workbook.Site}exercises/FirstTask");
        await WriteAsync(page, "namespace TaskDefinitions; public static class FirstTask { public static int Oops( }");

        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();

        await Expect(page.Locator("#feedback")).ToContainTextAsync("FirstTask.cs", new() { Timeout = 60_000 });
        await Expect(page.Locator("#feedback")).ToContainTextAsync("It was not run.");
    }

    [Test]
    public async Task A_file_that_another_editor_changed_is_not_overwritten()
    {
        using var learner = new HttpClient { BaseAddress = _workbook.Site };
        using var welcome = await learner.GetAsync(_workbook.Address);
        learner.DefaultRequestHeaders.Add("Origin", _workbook.Site.GetLeftPart(UriPartial.Authority));

        using var answer = await learner.PostAsJsonAsync("/exercises/FirstTask/save", new { text = "// mine", version = "of long ago" });

        answer.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("load this page again");
        (await File.ReadAllTextAsync(Path.Combine(_course.Path, "exercises", File04))).Should().NotContain("mine");
    }

    [Test]
    public async Task The_solution_is_not_shown_before_the_exercise_is_solved()
    {
        using var learner = new HttpClient { BaseAddress = _workbook.Site };
        using var welcome = await learner.GetAsync(_workbook.Address);

        using var answer = await learner.GetAsync("/exercises/FirstTask/solution");

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).Should().NotContain("CreateClusterAsync");
    }

    private static async Task WriteAsync(IPage page, string code)
    {
        await page.Locator("#exercise .monaco-editor textarea").FocusAsync();
        await page.Keyboard.PressAsync("Control+A");
        // Not typed, or the editor would indent what is indented already.
        await page.EvaluateAsync("code => monaco.editor.getModels()[0].setValue(code)", code);
    }
}
