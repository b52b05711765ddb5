using System.Diagnostics;
using Workbook.Learning.Exercises;

namespace Workbook.Learning.Grading;

/// <summary>A course checks itself: stubs are worth nothing, solutions everything, and wrong submissions fail what they say they fail.</summary>
public sealed class CourseCheck(string root, ExerciseCatalog catalog, Grader grader)
{
    /// <summary>All that has to be graded for it.</summary>
    public static IReadOnlyList<CourseCase> Cases(string root, ExerciseCatalog catalog) =>
    [
        .. catalog.Exercises.SelectMany(exercise => WrongSubmission.Of(exercise, root)
            .Select(wrong => new CourseCase(exercise, $"{exercise.Name} {wrong.Name}", new CourseSubmission.Wrong(wrong)))
            .Prepend(new(exercise, $"{exercise.Name} solution", new CourseSubmission.Solution()))
            .Prepend(new(exercise, $"{exercise.Name} stub", new CourseSubmission.Stub()))),
    ];

    /// <summary>Exercises with too few wrong submissions, and wrong submissions of none.</summary>
    public IReadOnlyList<string> Gaps()
    {
        var folder = Path.Combine(root, WrongSubmission.Place);
        var strays = Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)!).Except(catalog.Exercises.Select(exercise => exercise.Name)) : [];
        return
        [
            .. catalog.Exercises.Select(exercise => (exercise.Name, WrongSubmission.Of(exercise, root).Count)).Where(each => each.Count < WrongSubmission.Fewest)
                .Select(each => $"{each.Name}: {WrongSubmission.Place}/{each.Name} has {each.Count} wrong submissions; it takes {WrongSubmission.Fewest}"),
            .. strays.Order(StringComparer.Ordinal).Select(name => $"{WrongSubmission.Place}/{name} belongs to no exercise of the catalogue"),
        ];
    }

    /// <summary>What is amiss with one case, in words; nothing when all is well.</summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync(CourseCase @case, CancellationToken cancellation = default)
    {
        switch (@case.Submission)
        {
            case CourseSubmission.Stub: return OfStub(await grader.GradeAsync(@case.Exercise, Path.Combine(root, "exercises"), cancellation));
            case CourseSubmission.Solution: return OfSolution(await grader.GradeAsync(@case.Exercise, Path.Combine(root, "solutions"), cancellation));
            case CourseSubmission.Wrong(var wrong):
                var folder = Directory.CreateTempSubdirectory("workbook-wrong-");
                try
                {
                    var file = Path.Combine(folder.FullName, wrong.Exercise.File);
                    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                    await File.WriteAllTextAsync(file, wrong.Text, cancellation);
                    return OfWrong(wrong, await grader.GradeAsync(@case.Exercise, folder.FullName, cancellation));
                }
                finally
                {
                    folder.Delete(recursive: true);
                }
            default: throw new UnreachableException();
        }
    }

    private static string[] OfStub(ExerciseResult result) => Ungraded(result) ??
    [
        .. result.Feedback.Where(line => !line.Contains("exit code", StringComparison.Ordinal)),
        .. result.Checks.Where(check => check.Passed).Select(check => $"the stub passes {check.Name}"),
        .. result.Checks.Where(check => !check.Passed && !Speaks(check)).Select(check => $"{check.Name} has to say what was expected and what was found, and to give a hint, but says: {check.Message}"),
        .. result.Output.Contains("NotImplementedException", StringComparison.Ordinal) ? [] : new[] { "the stub has to say what to do, by a NotImplementedException" },
    ];

    private static string[] OfSolution(ExerciseResult result) => Ungraded(result) ??
    [
        .. result.Feedback,
        .. result.Checks.Where(check => !check.Passed).Select(check => $"the solution fails {check.Name}: {check.Message}"),
    ];

    private static string[] OfWrong(WrongSubmission wrong, ExerciseResult result)
    {
        if (Ungraded(result) is { } why) return why;
        var missing = result.Checks.Where(check => check.Status == CheckStatus.Missing).ToDictionary(check => check.Name, check => check.Message ?? "");
        return
        [
            .. wrong.Fails.Count == 0 ? ["it names no check that has to find it (// fails: CHECK: MESSAGE)"] : Array.Empty<string>(),
            .. wrong.Fails.Where(each => !missing.ContainsKey(each.Check)).Select(each => $"{each.Check} does not find it"),
            .. missing.Keys.Except(wrong.Fails.Select(each => each.Check)).Select(name => $"{name} fails too: {missing[name]}"),
            .. wrong.Fails.Where(each => missing.TryGetValue(each.Check, out var message) && !message.Contains(each.Message, StringComparison.Ordinal))
                .Select(each => $"{each.Check} says: {missing[each.Check]}"),
        ];
    }

    private static string[]? Ungraded(ExerciseResult result) => result.NotGraded is { } reason ? [$"it was not graded: {reason}"] : null;

    private static bool Speaks(CheckResult check) => check is { Message: { } message, Hint.Length: > 0 }
        && message.StartsWith("Expected ", StringComparison.Ordinal) && message.Contains("but found", StringComparison.Ordinal);
}
