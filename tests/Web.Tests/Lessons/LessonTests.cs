using Microsoft.Playwright;
using Workbook.Web.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Workbook.Web.Tests.Lessons;

/// <summary>Lessons in a browser, as a learner works with them.</summary>
internal sealed class LessonTests : OpenLesson
{
    [Test]
    public async Task A_learner_comes_from_the_start_page_and_runs_lesson_04()
    {
        var page = await Browser.NewPageAsync();
        var complaints = new List<string>();
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
        await page.GotoAsync(Workbook.Address.ToString());
        await Expect(page.Locator("ol.lessons")).ToContainTextAsync("not begun");
        await page.GetByRole(AriaRole.Link, new() { Name = "04 Task definitions" }).ClickAsync();
        var lesson = new LessonView(page);
        await lesson.ReadyAsync();

        await lesson.RunAsync(1);
        await lesson.CellIsAsync(1, "ok");
        await lesson.OutputAsync(1, with: "connected, region us-east-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run all", Exact = true }).ClickAsync();
        await lesson.CellIsAsync(13, "ok");
        await lesson.OutputAsync(3, with: "task-definition/lesson-04-web:1");
        (await page.Locator(".cell iframe").First.GetAttributeAsync("sandbox")).Should().Be("allow-same-origin");

        await page.GetByRole(AriaRole.Link, new() { Name = "All lessons" }).ClickAsync();
        await Expect(page.Locator("ol.lessons")).ToContainTextAsync("all cells run");
        complaints.Should().BeEmpty();
    }

    [Test]
    public async Task An_endless_cell_streams_and_can_be_interrupted()
    {
        var lesson = await LessonView.OpenAsync(Browser, Workbook, Own);

        await lesson.RunAsync(3);
        await lesson.OutputAsync(3, with: "line 5");
        await lesson.RunAsync(1);
        await lesson.CellIsAsync(1, "queued");
        await lesson.Page.GetByRole(AriaRole.Button, new() { Name = "Interrupt" }).ClickAsync();

        await lesson.CellIsAsync(3, "interrupted");
        await lesson.CellIsAsync(1, "idle");
        await lesson.RunAsync(1);
        await lesson.CellIsAsync(1, "ok");
    }

    [Test]
    public async Task A_page_that_is_loaded_again_in_mid_run_shows_what_goes_on()
    {
        var lesson = await LessonView.OpenAsync(Browser, Workbook, Own);
        await lesson.RunAsync(3);
        await lesson.OutputAsync(3, with: "line 3");

        await lesson.Page.ReloadAsync();

        await lesson.CellIsAsync(3, "running");
        await lesson.OutputAsync(3, with: "line 3");
        await lesson.Page.GetByRole(AriaRole.Button, new() { Name = "Interrupt" }).ClickAsync();
        await lesson.CellIsAsync(3, "interrupted");
    }

    [Test]
    public async Task Two_tabs_show_the_same_lesson()
    {
        var one = await LessonView.OpenAsync(Browser, Workbook, Own);
        var other = await LessonView.OpenAsync(Browser, Workbook, Own);

        await one.WriteAsync(1, "var first = 100;");
        await one.RunAsync(1);
        await other.CellIsAsync(1, "ok");
        await Expect(other.Cell(1).Locator(".view-lines")).ToContainTextAsync("100");
        await other.RunAsync(2);
        await one.OutputAsync(2, with: "122");
    }

    [Test]
    public async Task What_a_learner_writes_is_kept_and_the_original_can_be_had_again()
    {
        var lesson = await LessonView.OpenAsync(Browser, Workbook, Own);
        lesson.Page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await lesson.WriteAsync(1, "var first = \"mine\";");
        await lesson.RunAsync(1);
        await lesson.CellIsAsync(1, "ok");
        await lesson.Cell(1).GetByText("Add a cell").ClickAsync();
        await Expect(lesson.Page.Locator(".cell")).ToHaveCountAsync(5);
        await lesson.WriteAsync(2, "first.Length");
        await lesson.RunAsync(2);
        await lesson.OutputAsync(2, with: "4");
        File.ReadAllText(Course.Copy(Own)).Should().Contain("mine").And.Contain("first.Length");
        File.ReadAllText(Path.Combine(Course.Path, "notebooks", Own + ".ipynb")).Should().NotContain("mine");

        await lesson.Page.GetByText("More").ClickAsync();
        await lesson.Page.GetByText("Give the original back").ClickAsync();

        await Expect(lesson.Page.Locator(".cell")).ToHaveCountAsync(4);
        await Expect(lesson.Cell(1)).ToContainTextAsync("20");
        File.ReadAllText(Course.Copy(Own) + ".old").Should().Contain("mine");
    }

    [Test]
    public async Task The_kernel_helps_while_one_writes()
    {
        var lesson = await LessonView.OpenAsync(Browser, Workbook, Own);
        await lesson.RunAsync(1);
        await lesson.CellIsAsync(1, "ok");

        await lesson.WriteAsync(2, "first.ToStr");
        await lesson.Page.Keyboard.PressAsync("Control+Space");
        await Expect(lesson.Page.Locator(".suggest-widget")).ToContainTextAsync("ToString");
        await lesson.Page.Keyboard.PressAsync("Escape");
        await lesson.WriteAsync(2, "first.Nothing()");
        await Expect(lesson.Cell(2).Locator(".squiggly-error")).Not.ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_lesson_is_worked_through_with_the_keyboard_alone()
    {
        var page = await Browser.NewPageAsync();
        await page.GotoAsync(Workbook.Address.ToString());
        await FocusAsync(page, "A lesson");
        await page.Keyboard.PressAsync("Enter");
        var lesson = new LessonView(page);
        await lesson.ReadyAsync();
        await FocusAsync(page, "Run cell 1");
        await page.Keyboard.PressAsync("Space");
        await lesson.CellIsAsync(1, "ok");

        // Into the editor of the second cell, run it from there, and out again.
        await FocusAsync(page, "Cell 2");
        await page.Keyboard.PressAsync("Enter");
        (await FocusedAsync(page)).Should().StartWith("cell 2, C#");
        await page.Keyboard.PressAsync("Control+Enter");
        await lesson.OutputAsync(2, with: "42");
        await page.Keyboard.PressAsync("Escape");
        await Expect(lesson.Cell(2)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        (await FocusedAsync(page)).Should().Be("Run cell 2");
    }

    [Test]
    public async Task A_cell_may_ask_for_a_line()
    {
        var lesson = await LessonView.OpenAsync(Browser, Workbook, Own);
        await lesson.WriteAsync(1, "var name = System.Console.ReadLine();\nname + \"!\"");
        await lesson.RunAsync(1);

        await lesson.Page.Locator("#question input").FillAsync("Ada");
        await lesson.Page.Locator("#question input").PressAsync("Enter");

        await lesson.OutputAsync(1, with: "Ada!");
    }

    [Test]
    public async Task Starting_over_empties_cluster_kernel_and_outputs_and_keeps_the_code()
    {
        var lesson = await LessonView.OpenAsync(Browser, Workbook, Own);
        lesson.Page.Dialog += (_, dialog) => dialog.AcceptAsync();
        const string count = "using Amazon.ECS.Model; using Workbook; var aws = await Aws.ConnectAsync();\n"
            + "(await aws.Ecs.ListClustersAsync(new ListClustersRequest())).ClusterArns?.Count ?? 0";
        await lesson.WriteAsync(1, $"await (await Workbook.Aws.ConnectAsync()).Ecs.CreateClusterAsync(new Amazon.ECS.Model.CreateClusterRequest());\n{count}");
        await lesson.RunAsync(1);
        await lesson.OutputAsync(1, with: "1");

        await lesson.Page.GetByText("More").ClickAsync();
        await lesson.Page.GetByText("Start over").ClickAsync();
        await Expect(lesson.Cell(1).Locator(".outputs")).ToBeHiddenAsync();
        await lesson.ReadyAsync();

        await Expect(lesson.Cell(1)).ToContainTextAsync("CreateClusterAsync");
        await lesson.WriteAsync(2, count);
        await lesson.RunAsync(2);
        await lesson.OutputAsync(2, with: "0");
    }

    [Test]
    public async Task A_cell_can_be_deleted()
    {
        var lesson = await LessonView.OpenAsync(Browser, Workbook, Own);
        lesson.Page.Dialog += (_, dialog) => dialog.AcceptAsync();

        await lesson.Cell(2).GetByText("Delete").ClickAsync();

        await Expect(lesson.Page.Locator(".cell")).ToHaveCountAsync(3);
        await lesson.Page.ReloadAsync();
        await Expect(lesson.Page.Locator(".cell")).ToHaveCountAsync(3);
    }

    [Test]
    public async Task Pages_need_no_network()
    {
        var elsewhere = new List<string>();
        await Browser.RouteAsync("**/*", route =>
        {
            if (new Uri(route.Request.Url).Authority == Workbook.Site.Authority) return route.ContinueAsync();
            elsewhere.Add(route.Request.Url);
            return route.AbortAsync();
        });
        var lesson = await LessonView.OpenAsync(Browser, Workbook, "04-task-definitions");

        await lesson.RunAsync(1);

        await lesson.OutputAsync(1, with: "connected");
        elsewhere.Should().BeEmpty();
    }

    private static async Task FocusAsync(IPage page, string name)
    {
        for (var steps = 0; steps < 60 && !(await FocusedAsync(page)).Contains(name, StringComparison.Ordinal); steps++) await page.Keyboard.PressAsync("Tab");
        (await FocusedAsync(page)).Should().Contain(name);
    }

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("() => document.activeElement === document.body ? '' : document.activeElement.ariaLabel || document.activeElement.textContent.trim()");
}
