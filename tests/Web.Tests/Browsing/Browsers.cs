using Microsoft.Playwright;

[assembly: LevelOfParallelism(2)]

namespace Workbook.Web.Tests.Browsing;

/// <summary>Debian's Chromium, one for all tests.</summary>
[SetUpFixture]
internal sealed class Browsers
{
    private const string Chromium = "/usr/bin/chromium";

    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    [OneTimeTearDown]
    public async Task Close()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A browser without cookies; the test is skipped where there is no Chromium.</summary>
    public static async Task<IBrowserContext> NewAsync(BrowserNewContextOptions? options = null)
    {
        if (!File.Exists(Chromium)) Assert.Ignore("Chromium is not installed. To run this test: apt-get install chromium");
        // A machine that is busy with other tests takes its time.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
        var context = await _browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(60_000);
        return context;
    }
}
