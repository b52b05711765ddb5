using System.CommandLine;
using Spectre.Console;

namespace Workbook.Cli.Commands;

/// <summary><c>workbook list</c>: the exercises, by lesson.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var command = new Command("list", "List the exercises.");
        command.SetAction((_, _) => Courses.WithAsync((root, catalog) =>
        {
            foreach (var lesson in catalog.Lessons)
            {
                AnsiConsole.MarkupLineInterpolated($"[bold]{lesson.Number} {lesson.Title}[/]");
                foreach (var exercise in catalog.Exercises.Where(exercise => exercise.Lesson == lesson))
                    AnsiConsole.MarkupLineInterpolated($"  [bold]{exercise.Name}[/] – {exercise.Title} ({exercise.Difficulty}, {exercise.Minutes} minutes, {exercise.Points} points)");
                AnsiConsole.MarkupLineInterpolated($"  in {Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(root, "exercises", lesson.Folder))}");
            }
            AnsiConsole.WriteLine("Solve one in its file, then: ./workbook grade NAME");
            return Task.FromResult(0);
        }));
        return command;
    }
}
