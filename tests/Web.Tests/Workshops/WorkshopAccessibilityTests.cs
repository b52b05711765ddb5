using Microsoft.Playwright;
using Workbook.Web.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Workbook.Web.Tests.Workshops;

/// <summary>Every page of a workshop, in both themes, on a screen and on a phone.</summary>
internal sealed class WorkshopAccessibilityTests
{
    private ClassRoom _class = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _class = await ClassRoom.OpenAsync("1 + 1");
        var page = await _class.JoinAsync("Ada Lovelace");
        await page.GetByRole(AriaRole.Button, new() { Name = "I need help" }).ClickAsync();
        await _class.OpenLessonAsync(await _class.InstructorAsync());
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (_class is not null) await _class.DisposeAsync();
    }

    [Test]
    public async Task Names_roles_and_contrast_are_right(
        [Values("", "roster", "learners/ada-lovelace", "learners/ada-lovelace/lessons/90-own", "learners/ada-lovelace/exercises/FirstTask", "follow/90-own")] string path,
        [Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme theme,
        [Values(1280, 390)] int width)
    {
        var page = await _class.InstructorAsync(Options(theme, width));
        await page.GotoAsync($"{_class.Workbook.Site}{path}");
        if (path == "roster") await Expect(page.Locator("tr[data-state=stuck]")).ToBeVisibleAsync();

        await RequireAsync(page, width);
    }

    [Test]
    public async Task The_door_is_right_too([Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme theme, [Values(1280, 390)] int width)
    {
        var page = await _class.NewAsync(Options(theme, width));
        await page.GotoAsync(_class.Workbook.Site.ToString());
        await page.GetByLabel("The code on the instructor's screen").FillAsync("wrong");
        await page.GetByLabel("Your name").FillAsync("Grace");
        await page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not the code");

        await RequireAsync(page, width);
    }

    [Test]
    public async Task A_learners_pages_are_right_too([Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme theme, [Values(1280, 390)] int width)
    {
        var page = await _class.JoinAsync($"Grace {theme} {width}", Options(theme, width));

        await RequireAsync(page, width);
    }

    private static BrowserNewContextOptions Options(ColorScheme theme, int width) => new() { ColorScheme = theme, ViewportSize = new() { Width = width, Height = 850 }, HasTouch = width < 600 };

    private static async Task RequireAsync(IPage page, int width)
    {
        (await Accessibility.ProblemsAsync(page)).Should().BeEmpty();
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width, "nobody likes to scroll sideways");
    }
}
