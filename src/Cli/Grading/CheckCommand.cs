using System.Collections.Concurrent;
using System.CommandLine;
using Spectre.Console;
using Workbook.Cli.Commands;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;

namespace Workbook.Cli.Grading;

/// <summary><c>workbook check [ID]</c>: the course checks itself, for those who write exercises.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("ID") { Description = "An exercise (FirstTask) or a lesson (04); without it, the whole course.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("check", "Check the course itself: files and catalogue agree, stubs are worth nothing, solutions everything, wrong submissions are found for what is wrong.") { id };
        command.SetAction((result, cancellation) => Courses.WithAsync((root, catalog) => CheckAsync(root, catalog, catalog.Find(result.GetValue(id)), cancellation)));
        return command;
    }

    private static async Task<int> CheckAsync(string root, ExerciseCatalog catalog, IReadOnlyList<Exercise> exercises, CancellationToken cancellation)
    {
        var checks = Graders.CompileChecks(root);
        using var grader = await Graders.CreateAsync(catalog, checks, Backends.Embedded, new(), cancellation);
        var course = new CourseCheck(root, catalog, grader);
        var cases = CourseCheck.Cases(root, catalog).Where(each => exercises.Contains(each.Exercise)).ToList();
        var found = new ConcurrentDictionary<CourseCase, IReadOnlyList<string>>();
        await Batch.ForEachAsync("Grading", cases, Environment.ProcessorCount, async (each, token) => found[each] = await course.ProblemsAsync(each, token), cancellation);
        List<string> problems =
        [
            .. CatalogCheck.Problems(catalog, root, checks.Names()), .. course.Gaps(),
            .. cases.SelectMany(each => found[each].Select(problem => $"{each.Name}: {problem}")),
        ];
        foreach (var problem in problems) AnsiConsole.MarkupLineInterpolated($"[red]{problem}[/]");
        AnsiConsole.WriteLine(problems.Count == 0 ? $"All is well: {exercises.Count} exercises, {cases.Count} submissions graded as they should be." : $"{problems.Count} to mend.");
        return problems.Count == 0 ? 0 : 1;
    }
}
