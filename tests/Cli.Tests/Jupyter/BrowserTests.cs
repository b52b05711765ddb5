using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workbook.Cli.Tests.Jupyter;

/// <summary>Jupyter Notebook in a browser, as a learner uses it.</summary>
internal sealed class BrowserTests
{
    private const string Chromium = "/usr/bin/chromium";

    [Test]
    public async Task A_learner_works_in_Jupyter_Notebook()
    {
        if (!File.Exists(Chromium)) Assert.Ignore("Chromium is not installed. To run this test: apt-get install chromium");
        await JupyterFolder.NeedsAsync("notebook", "jupyter-notebook");
        using var folder = await JupyterFolder.CreateAsync();
        folder.Write("lesson.ipynb",
            "using Workbook;\nvar aws = await Aws.ConnectAsync();\naws.Endpoint.Host",
            "display(SVG(\"<svg width='20' height='20'><circle id='drawn' cx='10' cy='10' r='8'/></svg>\"));",
            "var bar = ProgressBar.Show(\"Deploying\", 4);\nfor (var i = 0; i < 4; i++) bar.Add(1);",
            "var name = await GetInputAsync(\"Your name?\");\n$\"Hello, {name}\"",
            "while (true) { }",
            "aws.Endp");
        var port = FreePort();
        using var server = folder.Start("-m", "notebook", "--no-browser", "--log-level=ERROR", "--allow-root", "--ip=127.0.0.1", $"--port={port}", "--port-retries=0", "--NotebookApp.token=", "--NotebookApp.password=");
        try
        {
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
            var page = await browser.NewPageAsync();
            page.SetDefaultTimeout(60_000);
            SetDefaultExpectTimeout(60_000);
            await OpenAsync(page, server, new($"http://127.0.0.1:{port}/notebooks/lesson.ipynb"));
            await Expect(page.Locator("#kernel_indicator")).ToContainTextAsync(".NET (C#)");
            await Expect(page.Locator("#kernel_indicator_icon.kernel_idle_icon")).ToBeVisibleAsync();

            await RunAsync(page, 0);
            await Expect(Output(page, 0)).ToContainTextAsync("127.0.0.1");
            await RunAsync(page, 1);
            await Expect(Output(page, 1).Locator("circle#drawn")).ToBeVisibleAsync();
            await RunAsync(page, 2);
            await Expect(Output(page, 2)).ToContainTextAsync("4 of 4");
            await RunAsync(page, 3);
            await Expect(Output(page, 3)).ToContainTextAsync("Your name?");
            await page.Locator("input.raw_input").FillAsync("Ada");
            await page.Locator("input.raw_input").PressAsync("Enter");
            await Expect(Output(page, 3)).ToContainTextAsync("Hello, Ada");

            await RunAsync(page, 4);
            await Expect(page.Locator("#kernel_indicator_icon.kernel_busy_icon")).ToBeVisibleAsync();
            await page.Locator("button[data-jupyter-action='jupyter-notebook:interrupt-kernel']").ClickAsync();
            await Expect(Output(page, 4)).ToContainTextAsync("The cell was interrupted.");

            await Cell(page, 5).Locator(".CodeMirror").ClickAsync();
            await page.Keyboard.PressAsync("End");
            await page.Keyboard.PressAsync("Tab");
            await Expect(Cell(page, 5).Locator(".CodeMirror-line")).ToContainTextAsync("aws.Endpoint");
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
    }

    // Asks until the server listens; whether it ends instead is seen at once.
    private static async Task OpenAsync(IPage page, Process server, Uri address)
    {
        using var http = new HttpClient();
        for (; !server.HasExited; await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System))
        {
            try
            {
                using var answer = await http.GetAsync(address);
                answer.EnsureSuccessStatusCode();
                await page.GotoAsync(address.ToString());
                return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
        Assert.Fail($"Jupyter Notebook ended with {server.ExitCode}.");
    }

    private static async Task RunAsync(IPage page, int cell)
    {
        await Cell(page, cell).Locator(".CodeMirror").ClickAsync();
        await page.Keyboard.PressAsync("Shift+Enter");
    }

    private static ILocator Cell(IPage page, int cell) => page.Locator(".code_cell").Nth(cell);

    private static ILocator Output(IPage page, int cell) => Cell(page, cell).Locator(".output");

    private static int FreePort()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)listener.LocalEndPoint!).Port;
    }
}
