using Spectre.Console;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;

namespace Workbook.Cli.Commands;

/// <summary>The course that commands work on: that of the current folder, else the one this command was built from.</summary>
internal static class Courses
{
    /// <summary>Exit code of a command that could not do what it was asked for.</summary>
    public const int NotDone = 2;

    /// <exception cref="CatalogException">There is no course, or its catalogue is not in order.</exception>
    public static (string Root, ExerciseCatalog Catalog) Open()
    {
        var root = Course.FindRoot(Environment.CurrentDirectory, AppContext.BaseDirectory);
        return (root, ExerciseCatalog.Load(root));
    }

    /// <summary>Does something with the course, and says in red what is wrong with it or with what was asked for.</summary>
    public static async Task<int> WithAsync(Func<string, ExerciseCatalog, Task<int>> action)
    {
        try
        {
            var (root, catalog) = Open();
            return await action(root, catalog);
        }
        catch (Exception error) when (error is CatalogException or GradingException)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{error.Message}[/]");
            return NotDone;
        }
        catch (OperationCanceledException)
        {
            AnsiConsole.MarkupLine("Stopped.");
            return NotDone;
        }
    }
}
