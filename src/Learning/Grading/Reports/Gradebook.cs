using System.Globalization;
using System.Text;

namespace Workbook.Learning.Grading;

/// <summary>One student's submission, graded.</summary>
/// <param name="Student">The name of the submission's folder or archive.</param>
/// <param name="Report">What became of it.</param>
public sealed record GradedSubmission(string Student, GradeReport Report);

/// <summary>A class's grades as CSV for a learning management system. A submission that was not graded has no grade there, rather than a zero.</summary>
public static class Gradebook
{
    /// <summary>Moodle's import (https://docs.moodle.org/en/Grade_import): map <c>ID number</c> to the user.</summary>
    public static byte[] Moodle(IReadOnlyList<GradedSubmission> all, string assignment) => Csv(
        [["ID number", assignment, "Feedback comments"], .. all.Select(each => new[] { each.Student, Grade(each), Feedback(each) })]);

    /// <summary>Canvas's import (https://community.canvaslms.com, "How do I import grades in the Gradebook"): the student's login id, and the points that are possible in a row of their own.</summary>
    public static byte[] Canvas(IReadOnlyList<GradedSubmission> all, string assignment) => Csv(
    [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", assignment],
        ["    Points Possible", "", "", "", "", Number(all.Count == 0 ? 0 : all.Max(each => each.Report.MaxScore))],
        .. all.Select(each => new[] { each.Student, "", "", each.Student, "", Grade(each) }),
    ]);

    /// <summary>A row for each student, a column for each exercise.</summary>
    public static byte[] Table(IReadOnlyList<GradedSubmission> all)
    {
        var exercises = all.SelectMany(each => each.Report.Exercises.Select(result => result.Exercise.Name)).Distinct().ToList();
        return Csv(
        [
            ["student", "score", "maxScore", "status", .. exercises],
            .. all.Select(each => new[] { each.Student, Number(each.Report.Score), Number(each.Report.MaxScore), IsGraded(each) ? "graded" : "not graded" }
                .Concat(exercises.Select(name => each.Report.Exercises.FirstOrDefault(result => result.Exercise.Name == name) is { NotGraded: null } result ? Number(result.Score) : "")).ToArray()),
        ]);
    }

    private static bool IsGraded(GradedSubmission each) => each.Report.Exercises.All(result => result.NotGraded is null);

    private static string Grade(GradedSubmission each) => IsGraded(each) ? Number(each.Report.Score) : "";

    private static string Feedback(GradedSubmission each) => string.Join("; ", each.Report.Exercises.Select(result => $"{result.Exercise.Name} {(result.NotGraded is null ? $"{result.Score}/{result.MaxScore}" : "not graded")}"));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static byte[] Csv(IEnumerable<string[]> rows) => Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => string.Join(',', row.Select(Cell)) + "\r\n")));

    // A spreadsheet takes what begins like a formula for one, whoever wrote it.
    private static string Cell(string text)
    {
        var plain = ReportText.Plain(text);
        var safe = plain.Length > 0 && plain[0] is '=' or '+' or '-' or '@' or '\t' ? "'" + plain : plain;
        return safe.AsSpan().IndexOfAny(",\"\n\r ") >= 0 || safe != plain ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
