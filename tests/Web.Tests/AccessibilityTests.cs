using Microsoft.Playwright;
using Workbook.Web.Tests.Browsing;

namespace Workbook.Web.Tests;

/// <summary>Every page, in both themes, on a screen and on a phone.</summary>
internal sealed class AccessibilityTests
{
    private CourseFolder _course = null!;
    private OpenWorkbook _workbook = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _course = new();
        _course.Write("91-broken");
        Directory.CreateDirectory(Path.GetDirectoryName(_course.Copy("91-broken"))!);
        await File.WriteAllTextAsync(_course.Copy("91-broken"), "{");
        _workbook = await OpenWorkbook.StartAsync(_course);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _workbook.DisposeAsync();
        _course.Dispose();
    }

    [Test]
    public async Task Names_roles_and_contrast_are_right(
        [Values("", "lessons/04-task-definitions", "lessons/06-services-and-deployments", "exercises/FirstTask", "cluster", "lessons/91-broken", "nowhere")] string path,
        [Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme theme,
        [Values(1280, 390)] int width)
    {
        await using var browser = await Browsers.NewAsync(new() { ColorScheme = theme, ViewportSize = new() { Width = width, Height = 850 }, HasTouch = width < 600 });
        var page = await browser.NewPageAsync();
        await page.GotoAsync(_workbook.Address.ToString());
        await page.GotoAsync($"{_workbook.Site}{path}");
        if (path.StartsWith("lessons/0", StringComparison.Ordinal)) await new LessonView(page).ReadyAsync();

        (await Accessibility.ProblemsAsync(page)).Should().BeEmpty();
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width, "nobody likes to scroll sideways");
    }
}
