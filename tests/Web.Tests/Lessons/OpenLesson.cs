using Microsoft.Playwright;
using Workbook.Web.Tests.Browsing;

namespace Workbook.Web.Tests.Lessons;

/// <summary>A workbook for each test, with a lesson whose cells do what tests need.</summary>
internal abstract class OpenLesson
{
    protected const string Own = "90-own";

    protected CourseFolder Course { get; private set; } = null!;

    protected OpenWorkbook Workbook { get; private set; } = null!;

    protected IBrowserContext Browser { get; private set; } = null!;

    [SetUp]
    public async Task Open()
    {
        Browser = await Browsers.NewAsync();
        Course = new();
        Course.Write(Own,
            "var first = 20;",
            "first + 22",
            "for (var i = 0; ; i++) { System.Console.WriteLine($\"line {i}\"); System.Threading.Tasks.Task.Delay(50).Wait(); }",
            "System.Environment.Exit(3);");
        Workbook = await OpenWorkbook.StartAsync(Course);
    }

    [TearDown]
    public async Task Close()
    {
        await Browser.DisposeAsync();
        await Workbook.DisposeAsync();
        Course.Dispose();
    }
}
