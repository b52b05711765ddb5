using System.CommandLine;
using Spectre.Console;
using Workbook.Cli.Commands;
using Workbook.Learning.Exercises;

namespace Workbook.Cli.Grading;

/// <summary><c>workbook hint NAME [STEP]</c>: one hint after the other, from a nudge to nearly the answer.</summary>
internal static class HintCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "An exercise, such as FirstTask." };
        var step = new Argument<int>("STEP") { Description = "Which hint; the first one unless said otherwise.", DefaultValueFactory = _ => 1 };
        var command = new Command("hint", "Show a hint for an exercise.") { name, step };
        command.SetAction((result, _) => Courses.WithAsync((_, catalog) => Task.FromResult(Show(catalog, result.GetValue(name)!, result.GetValue(step)))));
        return command;
    }

    private static int Show(ExerciseCatalog catalog, string name, int step)
    {
        var exercise = catalog.ByName(name);
        if (step < 1 || step > exercise.Hints.Count) throw new CatalogException($"{exercise.Name} has hints 1 to {exercise.Hints.Count}.");
        AnsiConsole.MarkupLineInterpolated($"[bold]{exercise.Name}[/], hint {step} of {exercise.Hints.Count}");
        AnsiConsole.WriteLine(exercise.Hints[step - 1]);
        if (step < exercise.Hints.Count) AnsiConsole.WriteLine($"Not enough? ./workbook hint {exercise.Name} {step + 1}");
        return 0;
    }
}
