using System.CommandLine;
using Spectre.Console;
using Workbook.Cli.Commands;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;

namespace Workbook.Cli.Grading;

/// <summary><c>workbook next</c>: the first exercise that is not solved yet, with its task.</summary>
internal static class NextCommand
{
    public static Command Create()
    {
        var command = new Command("next", "Show the next exercise: the first that is not solved yet.");
        command.SetAction((_, _) => Courses.WithAsync((root, catalog) => Task.FromResult(Show(root, catalog))));
        return command;
    }

    private static int Show(string root, ExerciseCatalog catalog)
    {
        var progress = LearnerProgress.Load(root);
        if (catalog.Exercises.FirstOrDefault(exercise => progress.Of(exercise) is not { IsFull: true }) is not { } next)
        {
            AnsiConsole.WriteLine($"All {catalog.Exercises.Count} exercises are solved.");
            return 0;
        }
        var file = Path.Combine(root, "exercises", next.File);
        AnsiConsole.MarkupLineInterpolated($"[bold]{next.Lesson.Number} {next.Name}[/] – {next.Title} ({next.Difficulty}, {next.Minutes} minutes, {next.Points} points)");
        AnsiConsole.WriteLine();
        TaskText.Show(file, next.Name);
        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine($"Solve it in  {Path.GetRelativePath(Environment.CurrentDirectory, file)}");
        AnsiConsole.WriteLine($"Then         ./workbook grade {next.Name}, or ./workbook watch {next.Name} while you write");
        AnsiConsole.WriteLine($"Stuck?       ./workbook hint {next.Name}");
        return 0;
    }
}
