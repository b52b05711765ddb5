using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace Workbook.Benchmarks;

/// <summary>The pages of <c>workbook open</c> as a learner meets them in Chromium: how soon a lesson can be used, and how soon a cell's result stands in the page.</summary>
internal static class WebBenchmark
{
    private const string Chromium = "/usr/bin/chromium";
    private const string Lesson = "06-services-and-deployments";
    private const int Rounds = 7;
    private const int Warmup = 20;
    private const int Cells = 200;

    // Runs the first cell with some code and waits until its output says so; in the page, so that the browser's driver is not measured.
    private const string RunCell =
        """
        async ([code, expected]) => {
          const cell = document.querySelector('.cell'), editor = monaco.editor.getModels()[0];
          editor.setValue(code);
          const started = performance.now();
          cell.querySelector('[data-do=run]').click();
          while (cell.dataset.status !== 'ok' || cell.querySelector('iframe')?.contentDocument?.body?.innerText.trim() !== expected) await new Promise(resolve => setTimeout(resolve, 1));
          return performance.now() - started;
        }
        """;

    public static async Task<int> RunAsync(FileInfo binary)
    {
        if (!File.Exists(Chromium))
        {
            Console.WriteLine("Chromium is not installed. To measure this: apt-get install chromium");
            return 1;
        }
        using var workbook = Process.Start(new ProcessStartInfo("dotnet", [binary.FullName, "open", "--port", "0", "--no-browser"]) { RedirectStandardOutput = true })!;
        try
        {
            var line = await workbook.StandardOutput.ReadLineAsync() ?? "";
            var address = new Uri(line.Split(' ')[^1]);
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
            await MeasureAsync(browser, address);
            Console.WriteLine($"memory of the engine and the site: {ProcessMemory.Peak(workbook.Id):N0} MiB, of the lesson's kernel: {ProcessMemory.Children(workbook.Id).Sum(ProcessMemory.Peak):N0} MiB");
            return 0;
        }
        finally
        {
            workbook.Kill(entireProcessTree: true);
        }
    }

    private static async Task MeasureAsync(IBrowser browser, Uri address)
    {
        var (read, used) = (new List<double>(), new List<double>());
        IPage page = null!;
        for (var round = 0; round < Rounds; round++)
        {
            // Each has an empty cache, as the first visit has.
            var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
            page = await context.NewPageAsync();
            await page.GotoAsync(address.ToString());
            var watch = Stopwatch.StartNew();
            await page.GotoAsync(new Uri(address, $"/lessons/{Lesson}").ToString(), new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            read.Add(watch.Elapsed.TotalMilliseconds);
            await page.Locator("body[data-connected]").WaitForAsync();
            await page.Locator(".monaco-editor").First.WaitForAsync();
            used.Add(watch.Elapsed.TotalMilliseconds);
            if (round < Rounds - 1) await context.DisposeAsync();
        }
        Console.WriteLine($"a lesson can be read after {read.Median():N0} ms (first visit since the start: {read[0]:N0} ms), and used, editor and all, after {used.Median():N0} ms ({used[0]:N0} ms)");
        await page.Locator("#kernel[data-state=idle]").WaitForAsync();
        var milliseconds = new List<double>();
        for (var cell = 0; cell < Warmup + Cells; cell++)
        {
            var result = string.Create(CultureInfo.InvariantCulture, $"{cell * 1000}");
            var elapsed = await page.EvaluateAsync<double>(RunCell, new[] { string.Create(CultureInfo.InvariantCulture, $"{cell} * 1000"), result });
            if (cell >= Warmup) milliseconds.Add(elapsed);
        }
        Console.WriteLine($"a cell after {Warmup} others, from the click to its result in the page: {milliseconds.Median():N1} ms (median of {Cells}), 95 % under {milliseconds.Order().ElementAt(Cells * 95 / 100):N1} ms");
    }
}
