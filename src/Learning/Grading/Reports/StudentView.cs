namespace Workbook.Learning.Grading;

/// <summary>What a student may see of a report: of hidden checks only whether they passed.</summary>
public static class StudentView
{
    private const string Redacted = "A hidden check";

    public static GradeReport Of(GradeReport report) => report with { Exercises = [.. report.Exercises.Select(Of)] };

    public static ExerciseResult Of(ExerciseResult result) => result with
    {
        Checks = [.. result.Checks.Select((check, index) => check.Hidden ? check with { Name = $"Hidden{index + 1}", Requirement = Redacted, Message = null, Hint = null } : check)],
    };
}
