using System.Net;
using Microsoft.Playwright;
using Workbook.Web.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Workbook.Web.Tests.Workshops;

/// <summary>A class: an instructor and two learners, each in a browser of their own.</summary>
internal sealed class WorkshopTests
{
    private const string Own = ClassRoom.Own;

    private ClassRoom _class = null!;

    [SetUp]
    public async Task Open() => _class = await ClassRoom.OpenAsync(
        "var count = 1;\ncount + 1",
        "throw new System.InvalidOperationException($\"it does not work {++count}\");",
        "using Workbook;\nvar aws = await Aws.ConnectAsync();\nawait aws.Ecs.CreateClusterAsync(new() { ClusterName = \"mine\" });",
        "using Workbook;\nvar again = await Aws.ConnectAsync();\n(await again.Ecs.ListClustersAsync(new())).ClusterArns?.Count ?? 0");

    [TearDown]
    public async Task Close()
    {
        if (_class is not null) await _class.DisposeAsync();
    }

    [Test]
    public async Task The_instructor_sees_who_joins_how_far_everybody_is_and_who_is_stuck()
    {
        var roster = await _class.RosterAsync();
        await Expect(roster.Locator("#nobody")).ToBeVisibleAsync();
        var page = await _class.JoinAsync("Ada Lovelace");
        await Expect(page.Locator("header")).ToContainTextAsync("Ada Lovelace");
        var lesson = await _class.OpenLessonAsync(page);

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
        var ada = await _class.OpenLessonAsync(await _class.JoinAsync("Ada"));
        var grace = await _class.OpenLessonAsync(await _class.JoinAsync("Grace"));

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
        File.Exists(_class.Course.Copy(Own)).Should().BeFalse("it would be the instructor's");
    }

    [Test]
    public async Task The_instructors_lesson_can_be_followed_and_not_be_changed()
    {
        var page = await _class.JoinAsync("Ada");
        await page.GetByRole(AriaRole.Link, new() { Name = "Follow the instructor" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Nothing to follow yet");

        var shown = await _class.OpenLessonAsync(await _class.InstructorAsync());
        await page.WaitForURLAsync($"**/follow/{Own}");
        await shown.WriteAsync(1, "40 + 2");
        var followed = new LessonView(page);
        await Expect(followed.Cell(1).Locator("pre.source")).ToHaveTextAsync("40 + 2");
        await shown.RunAsync(1);
        await followed.CellIsAsync(1, "ok");
        (await followed.OutputAsync(1, with: "42")).Trim().Should().Be("42");
        (await page.Locator("textarea, .monaco-editor, [data-do=run]").CountAsync()).Should().Be(0);

        await shown.Page.GotoAsync($"{_class.Workbook.Site}lessons/04-task-definitions");
        await page.WaitForURLAsync("**/follow/04-task-definitions");
    }

    [Test]
    public async Task The_instructor_looks_over_a_learners_shoulder()
    {
        var page = await _class.JoinAsync("Ada");
        var lesson = await _class.OpenLessonAsync(page);
        var roster = await _class.RosterAsync();

        await roster.Locator("tr[data-learner=ada] td a").First.ClickAsync();
        var looked = new LessonView(roster);
        await lesson.RunAsync(1);

        await looked.CellIsAsync(1, "ok");
        (await looked.OutputAsync(1, with: "2")).Trim().Should().Be("2");
        await roster.GotoAsync($"{_class.Workbook.Site}learners/ada/exercises/FirstTask");
        await Expect(roster.Locator("main")).ToContainTextAsync("NotImplementedException");
        await roster.GotoAsync($"{_class.Workbook.Site}learners/ada");
        await Expect(roster.Locator("ol.lessons")).ToContainTextAsync("1 of 4 cells run");
    }

    [Test]
    public async Task A_learners_exercises_are_checked_and_kept_apart_from_the_checkout()
    {
        const string file = "04-task-definitions/FirstTask.cs";
        var before = await File.ReadAllTextAsync(Path.Combine(_class.Course.Path, "exercises", file));
        var page = await _class.JoinAsync("Ada");
        await page.GotoAsync($"{_class.Workbook.Site}exercises/FirstTask");
        await page.Locator("#exercise .monaco-editor textarea").FocusAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync(await File.ReadAllTextAsync(Path.Combine(_class.Course.Path, "solutions", file)));

        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.Locator(".verdict.full")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        (await File.ReadAllTextAsync(Path.Combine(_class.Course.Path, "exercises", file))).Should().Be(before);
        File.Exists(Path.Combine(_class.Course.Path, ".workbook", "progress.json")).Should().BeFalse();
        File.Exists(Path.Combine(_class.Course.Path, ".workbook", "workshop", "ada", file)).Should().BeTrue("grade-all takes the folder as it is");
        var roster = await _class.RosterAsync();
        await Expect(roster.Locator("tr[data-learner=ada]")).ToContainTextAsync("1 of ");
    }

    [Test]
    public async Task A_new_personal_link_lets_the_learner_in_and_the_old_browser_out()
    {
        var page = await _class.JoinAsync("Ada");
        var roster = await _class.RosterAsync();
        roster.Dialog += (_, dialog) => dialog.AcceptAsync();

        await roster.GetByRole(AriaRole.Button, new() { Name = "A new personal link for Ada" }).ClickAsync();
        var link = await roster.Locator("#link input").InputValueAsync();

        await page.ReloadAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Join the workshop");
        var again = await _class.NewAsync();
        await again.GotoAsync(link);
        await Expect(again.Locator("header")).ToContainTextAsync("Ada");

        await roster.GetByRole(AriaRole.Button, new() { Name = "Remove Ada" }).ClickAsync();
        await Expect(roster.Locator("#nobody")).ToBeVisibleAsync();
        await again.ReloadAsync();
        await Expect(again.Locator("h1")).ToHaveTextAsync("Join the workshop");
    }

    [Test]
    public async Task A_learners_cells_see_no_file_of_the_instructor_or_of_others()
    {
        await _class.OpenLessonAsync(await _class.JoinAsync("Grace"));
        var ada = await _class.OpenLessonAsync(await _class.JoinAsync("Ada"));
        var files = new[] { Path.Combine(_class.Course.Path, "solutions"), Path.Combine(_class.Course.Path, ".workbook"), Path.Combine(_class.Course.Path, "exercises"), "/etc/passwd" };
        await ada.WriteAsync(1, $"string.Join(' ', new[] {{ {string.Join(", ", files.Select(file => $"\"{file}\""))} }}.Select(System.IO.Path.Exists)) + \" \" + System.IO.Path.Exists(\"{_class.Course.Path}/notebooks\")");

        await ada.RunAsync(1);

        (await ada.OutputAsync(1, with: "e")).Trim().Should().Be("False False False False True");
    }

    [Test]
    public async Task A_learner_has_two_kernels_at_a_time_and_is_told_which_one_went()
    {
        var first = await _class.OpenLessonAsync(await _class.JoinAsync("Ada"));
        await first.KernelIsAsync("idle");
        await first.RunAsync(1);
        await first.CellIsAsync(1, "ok");

        foreach (var lesson in new[] { "04-task-definitions", "05-tasks" })
        {
            var other = await _class.OpenLessonAsync(await first.Page.Context.NewPageAsync(), lesson);
            await other.KernelIsAsync("idle");
        }

        await first.KernelIsAsync("none");
        await Expect(first.Notice).ToContainTextAsync("you may have 2 at a time");
        await first.RunAsync(1);
        await first.KernelIsAsync("idle");
        (await first.OutputAsync(1, with: "2")).Trim().Should().Be("2");
    }

    [Test]
    public async Task A_learner_gets_nowhere_near_the_instructors_pages()
    {
        var page = await _class.JoinAsync("Ada");

        foreach (var path in new[] { "roster", "roster/channel", "learners/ada", "learners/ada/lessons/" + Own, "learners/ada/exercises/FirstTask" })
        {
            var answer = await page.GotoAsync(_class.Workbook.Site + path);
            answer!.Status.Should().Be((int)HttpStatusCode.Forbidden, path);
        }
        var posted = await page.EvaluateAsync<int>("async () => (await fetch('/roster/ada/link', { method: 'POST' })).status");
        posted.Should().Be((int)HttpStatusCode.Forbidden);
        (await page.GotoAsync(_class.Workbook.Site.ToString()))!.Ok.Should().BeTrue();
        await Expect(page.Locator("main")).Not.ToContainTextAsync("endpoint", new() { Timeout = 5_000 });
    }

    private string CopyOf(string learner) => Path.Combine(_class.Course.Path, ".workbook", "workshop", learner, ".workbook", "notebooks", Own + ".ipynb");
}
