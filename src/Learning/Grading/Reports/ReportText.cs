using System.Diagnostics;

namespace Workbook.Learning.Grading;

/// <summary>What several formats say in the same words.</summary>
internal static class ReportText
{
    /// <summary>A check with the exercise that it belongs to, for formats that know one list of tests.</summary>
    public static IEnumerable<(ExerciseResult Exercise, CheckResult Check)> Checks(GradeReport report) => report.Exercises.SelectMany(exercise => exercise.Checks.Select(check => (exercise, check)));

    public static string Name(ExerciseResult exercise, CheckResult check) => $"{exercise.Exercise.Lesson.Number} {exercise.Exercise.Name}: {check.Requirement}";

    /// <summary>Everything there is to say of a check that did not pass.</summary>
    public static string Details(ExerciseResult exercise, CheckResult check) => string.Join('\n', exercise.Feedback
        .Prepend(exercise.NotGraded is { } reason ? $"Not graded: {reason}" : "")
        .Append(check.Message ?? "")
        .Append(check.Hint is { } hint ? $"Hint: {hint}" : "")
        .Where(line => line.Length > 0));

    public static string Status(CheckStatus status) => status switch
    {
        CheckStatus.Passed => "passed",
        CheckStatus.Missing => "missing",
        CheckStatus.NotApplicable => "not applicable",
        _ => throw new UnreachableException(),
    };

    /// <summary>
    /// Without what XML 1.0 cannot carry, and without control sequences: a submission's words must not make a report unreadable.
    /// </summary>
    public static string Plain(string text) => new([.. text.Where(c => c is '\n' or '\t' || (!char.IsControl(c) && !char.IsSurrogate(c) && c is not ('\uFFFE' or '\uFFFF')))]);
}
