using System.CommandLine;
using Workbook.Cli.Commands;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;

namespace Workbook.Cli.Grading;

/// <summary><c>workbook diff NAME</c>: one's own solution against the course's, once it is solved.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "An exercise, such as FirstTask." };
        var command = new Command("diff", "Compare your solution with the course's, once yours has full score.") { name };
        command.SetAction((result, cancellation) => Courses.WithAsync(async (root, catalog) =>
        {
            var exercise = catalog.ByName(result.GetValue(name)!);
            if (LearnerProgress.Load(root).Of(exercise) is not { IsFull: true })
                throw new CatalogException($"{exercise.Name} is not solved yet: ./workbook grade {exercise.Name}. A hint: ./workbook hint {exercise.Name}");
            var diff = await CourseFiles.DiffAsync(root, $"exercises/{exercise.File}", $"solutions/{exercise.File}", !Console.IsOutputRedirected, cancellation);
            Console.Write(diff.Length == 0 ? "Yours is the course's own, letter by letter.\n" : diff);
            return 0;
        }));
        return command;
    }
}
