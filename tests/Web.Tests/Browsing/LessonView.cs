using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workbook.Web.Tests.Browsing;

/// <summary>The page of a lesson, as a reader sees it. Cells are counted from 1.</summary>
internal sealed class LessonView(IPage page)
{
    private static readonly LocatorAssertionsToHaveAttributeOptions Patience = new() { Timeout = 120_000 };

    public IPage Page => page;

    public static async Task<LessonView> OpenAsync(IBrowserContext browser, OpenWorkbook workbook, string lesson)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(workbook.Address.ToString());
        await page.GotoAsync($"{workbook.Site}lessons/{lesson}");
        var view = new LessonView(page);
        await view.ReadyAsync();
        return view;
    }

    public Task ReadyAsync() => KernelIsAsync("idle");

    public Task KernelIsAsync(string state) => Expect(page.Locator("#kernel")).ToHaveAttributeAsync("data-state", state, Patience);

    public ILocator Cell(int number) => page.Locator(".cell").Nth(number - 1);

    public ILocator Notice => page.Locator("#notice");

    public Task RunAsync(int number) => Cell(number).GetByText("Run", new() { Exact = true }).ClickAsync();

    public Task CellIsAsync(int number, string status) => Expect(Cell(number)).ToHaveAttributeAsync("data-status", status, Patience);

    /// <summary>The text of the cell's outputs, once they have this in them.</summary>
    public async Task<string> OutputAsync(int number, string with)
    {
        const string read = "([index, text]) => { const shown = document.querySelectorAll('.cell')[index].querySelector('iframe')?.contentDocument?.body?.innerText; return shown?.includes(text) ? shown : null }";
        var shown = await page.WaitForFunctionAsync(read, new object[] { number - 1, with });
        return await shown.JsonValueAsync<string>();
    }

    /// <summary>Writes code into the editor of a cell, in the place of what is there.</summary>
    public async Task WriteAsync(int number, string code)
    {
        await Cell(number).Locator(".monaco-editor textarea").FocusAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync(code);
    }
}
