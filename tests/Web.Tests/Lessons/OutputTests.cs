using Microsoft.Playwright;
using Workbook.Web.Tests.Browsing;

namespace Workbook.Web.Tests.Lessons;

/// <summary>What cells put out is shown, and can do nothing.</summary>
internal sealed class OutputTests
{
    private const string Own = "90-own";

    private CourseFolder _course = null!;
    private OpenWorkbook _workbook = null!;
    private IBrowserContext _browser = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _browser = await Browsers.NewAsync();
        _course = new();
        _course.Write(Own,
            "#!html\n<b id='bold'>bold</b><script>top.document.title = 'taken'</script><img src=x onerror=\"top.document.title = 'taken'\"><a id='link' href=\"javascript:top.document.title='taken'\">link</a>"
                + "<form action='/lessons/90-own/restore' method='post'><button id='send'>send</button></form><img src='/lessons/90-own'><meta http-equiv='refresh' content='0;url=/'><iframe src='/'></iframe>",
            "#!html\n<svg width='40' height='40' onload=\"top.document.title='taken'\"><circle cx='20' cy='20' r='18'/><script>top.document.title='taken'</script></svg>",
            "#!markdown\n# Heading\n<script>top.document.title='taken'</script>",
            "for (var i = 0; i < 60_000; i++) System.Console.WriteLine(\"a line that fills the page\");");
        _workbook = await OpenWorkbook.StartAsync(_course);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        if (_workbook is not null) await _workbook.DisposeAsync();
        _course?.Dispose();
    }

    [Test]
    public async Task Output_cannot_script_the_page_or_ask_the_site_for_anything()
    {
        var lesson = await LessonView.OpenAsync(_browser, _workbook, Own);
        var asked = new List<string>();
        lesson.Page.Response += (_, answer) => asked.Add($"{answer.Request.Method} {answer.Url}");

        foreach (var cell in new[] { 1, 2, 3 })
        {
            await lesson.RunAsync(cell);
            await lesson.CellIsAsync(cell, "ok");
        }
        await lesson.OutputAsync(1, with: "bold");
        await lesson.OutputAsync(3, with: "Heading");
        var frame = lesson.Cell(1).Locator("iframe");
        await frame.ContentFrame.Locator("#link").ClickAsync(new() { Force = true });
        await frame.ContentFrame.Locator("#send").ClickAsync(new() { Force = true });

        (await lesson.Page.TitleAsync()).Should().StartWith("90 A lesson");
        (await lesson.OutputAsync(1, with: "bold")).Should().Contain("link", "the frame is still there");
        asked.Where(request => !request.Contains("/assets/", StringComparison.Ordinal) && !request.Contains("/editor/vs/", StringComparison.Ordinal) && !request.Contains("about:", StringComparison.Ordinal))
            .Should().BeEmpty();
    }

    [Test]
    public async Task A_flood_of_lines_is_cut_and_the_page_stays_alive()
    {
        var lesson = await LessonView.OpenAsync(_browser, _workbook, Own);

        await lesson.RunAsync(4);

        await lesson.CellIsAsync(4, "ok");
        await lesson.OutputAsync(4, with: "output cut after");
    }
}
