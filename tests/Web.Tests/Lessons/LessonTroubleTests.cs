using Microsoft.Playwright;
using Workbook.Web.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Workbook.Web.Tests.Lessons;

/// <summary>What goes wrong is told, with what to do.</summary>
internal sealed class LessonTroubleTests : OpenLesson
{
    [Test]
    public async Task A_kernel_that_dies_is_told_and_the_next_cell_starts_another()
    {
        var lesson = await LessonView.OpenAsync(Browser, Workbook, Own);
        await lesson.RunAsync(1);
        await lesson.CellIsAsync(1, "ok");

        await lesson.RunAsync(4);
        await lesson.CellIsAsync(4, "died");
        await lesson.KernelIsAsync("dead");
        await Expect(lesson.Notice).ToContainTextAsync("starts a new one");
        await lesson.RunAsync(2);
        await lesson.OutputAsync(2, with: "'first' does not exist");
        await lesson.Cell(2).GetByText("Run all above").ClickAsync();
        await lesson.CellIsAsync(1, "ok");
        await lesson.RunAsync(2);
        await lesson.OutputAsync(2, with: "42");
    }

    [Test]
    public async Task A_kernel_that_is_killed_while_nothing_runs_is_told_as_well()
    {
        var lesson = await LessonView.OpenAsync(Browser, Workbook, Own);

        foreach (var kernel in Workbook.Kernels()) kernel.Kill();

        await lesson.KernelIsAsync("dead");
        await Expect(lesson.Notice).ToContainTextAsync("exit code 137");
        await lesson.RunAsync(1);
        await lesson.CellIsAsync(1, "ok");
    }

    [Test]
    public async Task Where_nothing_can_be_written_the_page_says_so_and_works_on()
    {
        await File.WriteAllTextAsync(Path.Combine(Course.Path, ".workbook"), "a file where a folder has to be");
        var lesson = await LessonView.OpenAsync(Browser, Workbook, Own);

        await lesson.RunAsync(1);

        await lesson.CellIsAsync(1, "ok");
        await Expect(lesson.Notice).ToContainTextAsync("could not be kept");
    }

    [Test]
    public async Task AWorkbook_that_was_stopped_is_told_with_what_to_do()
    {
        var lesson = await LessonView.OpenAsync(Browser, Workbook, Own);

        await Workbook.DisposeAsync();

        await Expect(lesson.Notice).ToContainTextAsync("./workbook open");
        await Expect(lesson.Page.Locator("#kernel")).ToHaveTextAsync("not connected");
    }

    [Test]
    public async Task A_notebook_that_cannot_be_read_says_what_to_do()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Course.Copy(Own))!);
        await File.WriteAllTextAsync(Course.Copy(Own), "{ \"cells\": [");
        var page = await Browser.NewPageAsync();
        await page.GotoAsync(Workbook.Address.ToString());
        await Expect(page.Locator("ol.lessons")).ToContainTextAsync("cannot be read");
        await page.GotoAsync($"{Workbook.Site}lessons/{Own}");
        await Expect(page.Locator("main")).ToContainTextAsync("not valid JSON");

        await page.GetByRole(AriaRole.Button, new() { Name = "Take the original" }).ClickAsync();

        await Expect(page.Locator(".cell")).ToHaveCountAsync(4);
    }
}
