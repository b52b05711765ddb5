using System.CommandLine;
using Spectre.Console;
using Workbook.Cli.Commands;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;

namespace Workbook.Cli.Grading;

/// <summary><c>workbook list</c>: the exercises, by lesson, and how far one is.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var command = new Command("list", "List the exercises, and how far you are.");
        command.SetAction((_, _) => Courses.WithAsync((root, catalog) =>
        {
            var progress = LearnerProgress.Load(root);
            foreach (var lesson in catalog.Lessons) Show(lesson, [.. catalog.Exercises.Where(exercise => exercise.Lesson == lesson)], progress);
            var solved = catalog.Exercises.Count(exercise => progress.Of(exercise) is { IsFull: true });
            AnsiConsole.WriteLine($"{solved} of {catalog.Exercises.Count} solved, {catalog.Exercises.Sum(exercise => progress.Of(exercise)?.Score ?? 0)} of {catalog.Exercises.Sum(exercise => exercise.Points)} points.");
            AnsiConsole.WriteLine("What to do next: ./workbook next");
            return Task.FromResult(0);
        }));
        return command;
    }

    private static void Show(Lesson lesson, IReadOnlyList<Exercise> exercises, LearnerProgress progress)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]{lesson.Number} {lesson.Title}[/]");
        foreach (var exercise in exercises)
        {
            var state = progress.Of(exercise) switch
            {
                null => "not begun",
                { IsFull: true } => "solved",
                var best => $"{best.Score} of {best.MaxScore}",
            };
            AnsiConsole.MarkupLineInterpolated($"  [{(state == "solved" ? "green" : "default")}]{state,-9}[/]  [bold]{exercise.Name}[/] – {exercise.Title} ({exercise.Difficulty}, {exercise.Minutes} minutes, {exercise.Points} points)");
        }
    }
}
