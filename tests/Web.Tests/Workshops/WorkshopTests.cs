using System.Net;
using Microsoft.Playwright;
using Workbook.Web.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Workbook.Web.Tests.Workshops;

/// <summary>A class: an instructor and two learners, each in a browser of their own.</summary>
internal sealed class WorkshopTests
{
    private const string Own = "90-own";

    private CourseFolder _course = null!;
    private OpenWorkbook _workbook = null!;
    private IBrowserContext _instructor = null!;

    [SetUp]
    public async Task Open()
    {
        _course = new();
        await _course.CommitAsync();
        _course.Write(Own,
            "var count = 1;\ncount + 1",
            "throw new System.InvalidOperationException($\"it does not work {++count}\");",
            "using Workbook;\nvar aws = await Aws.ConnectAsync();\nawait aws.Ecs.CreateClusterAsync(new() { ClusterName = \"mine\" });",
            "using Workbook;\nvar again = await Aws.ConnectAsync();\n(await again.Ecs.ListClustersAsync(new())).ClusterArns?.Count ?? 0");
        _workbook = await OpenWorkbook.StartAsync(_course, "--workshop");
        _instructor = await Browsers.NewAsync();
    }

    [TearDown]
    public async Task Close()
    {
        if (_instructor is not null) await _instructor.DisposeAsync();
        await _workbook.DisposeAsync();
        _course.Dispose();
    }

    [Test]
    public async Task The_instructor_sees_who_joins_how_far_everybody_is_and_who_is_stuck()
    {
        var roster = await RosterAsync();
        await Expect(roster.Locator("#nobody")).ToBeVisibleAsync();
        await using var browser = await Browsers.NewAsync();
        var page = await JoinAsync(browser, "Ada Lovelace");
        await Expect(page.Locator("header")).ToContainTextAsync("Ada Lovelace");
        var lesson = await OpenAsync(page, Own);

        await lesson.RunAsync(1);
        await lesson.CellIsAsync(1, "ok");
        var row = roster.Locator("tr[data-learner=ada-lovelace]");
        await Expect(row).ToHaveAttributeAsync("data-state", "here");
        await Expect(row.Locator($"a[href='/learners/ada-lovelace/lessons/{Own}'] progress")).ToHaveAttributeAsync("value", "1");

        foreach (var count in new[] { 2, 3, 4 })
        {
            await lesson.RunAsync(2);
            await lesson.OutputAsync(2, with: $"it does not work {count}");
        }
        await Expect(row).ToHaveAttributeAsync("data-state", "stuck");
        await Expect(row).ToContainTextAsync("failed 3 times in a row: it does not work 4");
        await Expect(row.Locator("td a").First).ToHaveTextAsync("lesson 90, cell 2");

        await page.GetByRole(AriaRole.Button, new() { Name = "I need help" }).ClickAsync();
        await Expect(row).ToContainTextAsync("asks for help");
        await Expect(roster.Locator("#summary")).ToHaveTextAsync("1 joined, 1 here, 1 stuck");
        await page.GetByRole(AriaRole.Button, new() { Name = "Help is asked for" }).ClickAsync();
        await lesson.RunAsync(1);
        await Expect(row).ToHaveAttributeAsync("data-state", "here");

        await page.CloseAsync();
        await Expect(row).ToHaveAttributeAsync("data-state", "away");
    }

    [Test]
    public async Task Learners_have_files_and_engines_of_their_own()
    {
        await using var first = await Browsers.NewAsync();
        await using var second = await Browsers.NewAsync();
        var ada = await OpenAsync(await JoinAsync(first, "Ada"), Own);
        var grace = await OpenAsync(await JoinAsync(second, "Grace"), Own);

        await ada.RunAsync(3);
        await ada.CellIsAsync(3, "ok");
        await ada.RunAsync(4);
        await grace.RunAsync(4);

        await ada.CellIsAsync(4, "ok");
        await grace.CellIsAsync(4, "ok");
        (await ada.OutputAsync(4, with: "1")).Trim().Should().Be("1");
        (await grace.OutputAsync(4, with: "0")).Trim().Should().Be("0", "the cluster is Ada's");
        File.Exists(CopyOf("ada")).Should().BeTrue();
        File.Exists(CopyOf("grace")).Should().BeTrue();
        File.Exists(_course.Copy(Own)).Should().BeFalse("it would be the instructor's");
    }

    [Test]
    public async Task The_instructors_lesson_can_be_followed_and_not_be_changed()
    {
        await using var browser = await Browsers.NewAsync();
        var page = await JoinAsync(browser, "Ada");
        await page.GetByRole(AriaRole.Link, new() { Name = "Follow the instructor" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Nothing to follow yet");

        var shown = await LessonView.OpenAsync(_instructor, _workbook, Own);
        await page.WaitForURLAsync($"**/follow/{Own}");
        await shown.WriteAsync(1, "40 + 2");
        var followed = new LessonView(page);
        await Expect(followed.Cell(1).Locator("pre.source")).ToHaveTextAsync("40 + 2");
        await shown.RunAsync(1);
        await followed.CellIsAsync(1, "ok");
        (await followed.OutputAsync(1, with: "42")).Trim().Should().Be("42");
        (await page.Locator("textarea, .monaco-editor, [data-do=run]").CountAsync()).Should().Be(0);

        await shown.Page.GotoAsync($"{_workbook.Site}lessons/04-task-definitions");
        await page.WaitForURLAsync("**/follow/04-task-definitions");
    }

    [Test]
    public async Task The_instructor_looks_over_a_learners_shoulder()
    {
        await using var browser = await Browsers.NewAsync();
        var page = await JoinAsync(browser, "Ada");
        var lesson = await OpenAsync(page, Own);
        var roster = await RosterAsync();

        await roster.Locator("tr[data-learner=ada] td a").First.ClickAsync();
        var looked = new LessonView(roster);
        await lesson.RunAsync(1);

        await looked.CellIsAsync(1, "ok");
        (await looked.OutputAsync(1, with: "2")).Trim().Should().Be("2");
        await roster.GotoAsync($"{_workbook.Site}learners/ada/exercises/FirstTask");
        await Expect(roster.Locator("main")).ToContainTextAsync("NotImplementedException");
        await roster.GotoAsync($"{_workbook.Site}learners/ada");
        await Expect(roster.Locator("ol.lessons")).ToContainTextAsync("1 of 4 cells run");
    }

    [Test]
    public async Task A_learners_exercises_are_checked_and_kept_apart_from_the_checkout()
    {
        const string file = "04-task-definitions/FirstTask.cs";
        var before = await File.ReadAllTextAsync(Path.Combine(_course.Path, "exercises", file));
        await using var browser = await Browsers.NewAsync();
        var page = await JoinAsync(browser, "Ada");
        await page.GotoAsync($"{_workbook.Site}exercises/FirstTask");
        await page.Locator("#exercise .monaco-editor textarea").FocusAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync(await File.ReadAllTextAsync(Path.Combine(_course.Path, "solutions", file)));

        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.Locator(".verdict.full")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        (await File.ReadAllTextAsync(Path.Combine(_course.Path, "exercises", file))).Should().Be(before);
        File.Exists(Path.Combine(_course.Path, ".workbook", "progress.json")).Should().BeFalse();
        File.Exists(Path.Combine(_course.Path, ".workbook", "workshop", "ada", file)).Should().BeTrue("grade-all takes the folder as it is");
        var roster = await RosterAsync();
        await Expect(roster.Locator("tr[data-learner=ada]")).ToContainTextAsync("1 of ");
    }

    [Test]
    public async Task A_new_personal_link_lets_the_learner_in_and_the_old_browser_out()
    {
        await using var browser = await Browsers.NewAsync();
        var page = await JoinAsync(browser, "Ada");
        var roster = await RosterAsync();
        roster.Dialog += (_, dialog) => dialog.AcceptAsync();

        await roster.GetByRole(AriaRole.Button, new() { Name = "A new personal link for Ada" }).ClickAsync();
        var link = await roster.Locator("#link input").InputValueAsync();

        await page.ReloadAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Join the workshop");
        await using var other = await Browsers.NewAsync();
        var again = await other.NewPageAsync();
        await again.GotoAsync(link);
        await Expect(again.Locator("header")).ToContainTextAsync("Ada");

        await roster.GetByRole(AriaRole.Button, new() { Name = "Remove Ada" }).ClickAsync();
        await Expect(roster.Locator("#nobody")).ToBeVisibleAsync();
        await again.ReloadAsync();
        await Expect(again.Locator("h1")).ToHaveTextAsync("Join the workshop");
    }

    [Test]
    public async Task A_learner_gets_nowhere_near_the_instructors_pages()
    {
        await using var browser = await Browsers.NewAsync();
        var page = await JoinAsync(browser, "Ada");

        foreach (var path in new[] { "roster", "roster/channel", "learners/ada", "learners/ada/lessons/" + Own, "learners/ada/exercises/FirstTask" })
        {
            var answer = await page.GotoAsync(_workbook.Site + path);
            answer!.Status.Should().Be((int)HttpStatusCode.Forbidden, path);
        }
        var posted = await page.EvaluateAsync<int>("async () => (await fetch('/roster/ada/link', { method: 'POST' })).status");
        posted.Should().Be((int)HttpStatusCode.Forbidden);
        (await page.GotoAsync(_workbook.Site.ToString()))!.Ok.Should().BeTrue();
        await Expect(page.Locator("main")).Not.ToContainTextAsync("endpoint", new() { Timeout = 5_000 });
    }

    private async Task<IPage> RosterAsync()
    {
        var page = await _instructor.NewPageAsync();
        await page.GotoAsync(_workbook.Address.ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "The class" }).ClickAsync();
        await Expect(page.Locator("#summary")).ToContainTextAsync("joined");
        return page;
    }

    private async Task<IPage> JoinAsync(IBrowserContext browser, string name)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(_workbook.Site.ToString());
        await page.GetByLabel("The code on the instructor's screen").FillAsync(_workbook.JoinCode.ToLowerInvariant());
        await page.GetByLabel("Your name").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await Expect(page.Locator("#hand")).ToBeVisibleAsync();
        return page;
    }

    private async Task<LessonView> OpenAsync(IPage page, string lesson)
    {
        await page.GotoAsync($"{_workbook.Site}lessons/{lesson}");
        var view = new LessonView(page);
        await view.ReadyAsync();
        return view;
    }

    private string CopyOf(string learner) => Path.Combine(_course.Path, ".workbook", "workshop", learner, ".workbook", "notebooks", Own + ".ipynb");
}
