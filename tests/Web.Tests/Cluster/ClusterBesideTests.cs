using Microsoft.Playwright;
using Workbook.Web.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Workbook.Web.Tests.Cluster;

/// <summary>The live cluster beside the text of a lesson.</summary>
internal sealed class ClusterBesideTests
{
    private const string Lesson = "lessons/05-tasks";

    [Test]
    public async Task It_is_shown_and_hidden_by_the_keyboard_and_remembered()
    {
        await using var scene = await ClusterScene.OpenAsync(Lesson);
        var (beside, show) = (scene.Page.Locator("#cluster"), scene.Button("Show the cluster"));
        await Expect(beside).ToBeHiddenAsync();
        await show.FocusAsync();
        await scene.Page.Keyboard.PressAsync("Enter");
        await Expect(beside).ToBeVisibleAsync();
        await scene.PrepareAsync();
        await Expect(beside.Locator(".cluster")).ToContainTextAsync("demo");

        await scene.Page.ReloadAsync();
        await Expect(beside.Locator(".cluster")).ToContainTextAsync("demo");
        await scene.Button("Hide the cluster").FocusAsync();
        await scene.Page.Keyboard.PressAsync("Enter");
        await Expect(beside).ToBeHiddenAsync();
        await Expect(scene.Button("Show the cluster")).ToHaveAttributeAsync("aria-expanded", "false");
    }

    [Test]
    public async Task Beside_the_text_on_a_wide_screen_below_it_on_a_phone()
    {
        await using var scene = await ClusterScene.OpenAsync(Lesson);
        await scene.Button("Show the cluster").ClickAsync();
        var (text, beside) = await BoxesAsync(scene.Page);
        beside.X.Should().BeGreaterThanOrEqualTo(text.X + text.Width);

        await scene.Page.SetViewportSizeAsync(390, 844);
        (text, beside) = await BoxesAsync(scene.Page);
        beside.Y.Should().BeGreaterThanOrEqualTo(text.Y + text.Height);
        (await scene.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().Be(390, "nothing sticks out");
    }

    [TestCase(ColorScheme.Light, "cluster")]
    [TestCase(ColorScheme.Dark, "cluster")]
    [TestCase(ColorScheme.Dark, Lesson)]
    public async Task It_has_names_roles_and_contrast(ColorScheme scheme, string path)
    {
        await using var scene = await ClusterScene.OpenAsync(path, new() { ColorScheme = scheme, ViewportSize = new() { Width = 1280, Height = 900 } });
        if (path == Lesson) await scene.Button("Show the cluster").ClickAsync();
        await scene.PrepareAsync();
        await scene.StartServiceAsync(2);
        await scene.StartBalancedServiceAsync();
        await Expect(scene.Page.Locator(".target", new() { HasText = "healthy" })).ToHaveCountAsync(1);
        await scene.Button("shop").ClickAsync();
        await Expect(scene.Shown.Locator("svg")).ToBeVisibleAsync();

        (await Accessibility.ProblemsAsync(scene.Page)).Should().BeEmpty();
    }

    private static async Task<(LocatorBoundingBoxResult Text, LocatorBoundingBoxResult Beside)> BoxesAsync(IPage page) =>
        ((await page.Locator("#lesson").BoundingBoxAsync())!, (await page.Locator("#cluster").BoundingBoxAsync())!);
}
