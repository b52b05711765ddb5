using Microsoft.Playwright;
using Workbook.Web.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Workbook.Web.Tests.Workshops;

/// <summary>A workshop with the browser of its instructor, and browsers of learners.</summary>
internal sealed class ClassRoom : IAsyncDisposable
{
    /// <summary>The lesson that tests have for themselves.</summary>
    public const string Own = "90-own";

    private readonly List<IBrowserContext> _browsers = [];

    private ClassRoom(CourseFolder course, OpenWorkbook workbook) => (Course, Workbook) = (course, workbook);

    public CourseFolder Course { get; }

    public OpenWorkbook Workbook { get; }

    public static async Task<ClassRoom> OpenAsync(params string[] cells)
    {
        var course = new CourseFolder();
        await course.CommitAsync();
        course.Write(Own, cells);
        return new(course, await OpenWorkbook.StartWorkshopAsync(course));
    }

    /// <summary>A page of the instructor.</summary>
    public async Task<IPage> InstructorAsync(BrowserNewContextOptions? options = null)
    {
        var page = await NewAsync(options);
        await page.GotoAsync(Workbook.Address.ToString());
        return page;
    }

    public async Task<IPage> RosterAsync()
    {
        var page = await InstructorAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "The class" }).ClickAsync();
        await Expect(page.Locator("#summary")).ToContainTextAsync("joined");
        return page;
    }

    /// <summary>A page of somebody who has just joined.</summary>
    public async Task<IPage> JoinAsync(string name, BrowserNewContextOptions? options = null)
    {
        var page = await NewAsync(options);
        await page.GotoAsync(Workbook.Site.ToString());
        await page.GetByLabel("The code on the instructor's screen").FillAsync(Workbook.JoinCode.ToLowerInvariant());
        await page.GetByLabel("Your name").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await Expect(page.Locator("#hand")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>A browser that nobody has used.</summary>
    public async Task<IPage> NewAsync(BrowserNewContextOptions? options = null)
    {
        var browser = await Browsers.NewAsync(options);
        _browsers.Add(browser);
        return await browser.NewPageAsync();
    }

    public async Task<LessonView> OpenLessonAsync(IPage page, string lesson = Own)
    {
        await page.GotoAsync($"{Workbook.Site}lessons/{lesson}");
        var view = new LessonView(page);
        await view.ReadyAsync();
        return view;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers) await browser.DisposeAsync();
        await Workbook.DisposeAsync();
        Course.Dispose();
    }
}
