namespace Workbook.Learning.Grading;

/// <summary>A way to write a <see cref="GradeReport"/> down.</summary>
/// <param name="Name">As it is typed, such as <c>junit</c>.</param>
/// <param name="About">What reads it.</param>
/// <param name="Write">The file's content.</param>
public sealed record ReportFormat(string Name, string About, Func<GradeReport, byte[]> Write)
{
    /// <summary>All there are.</summary>
    public static IReadOnlyList<ReportFormat> All { get; } =
    [
        new("json", "the workbook's own", JsonReport.ToBytes),
        new("junit", "CI servers: JUnit XML", JUnitReport.ToBytes),
        new("nunit", "CI servers: NUnit 3 XML", NUnitReport.ToBytes),
        new("markdown", "people, job summaries", MarkdownReport.ToBytes),
        new("html", "people", HtmlReport.ToBytes),
        new("gradescope", "Gradescope: results.json", GradescopeReport.ToBytes),
        new("classroom50", "Classroom 50: result.json", Classroom50Report.ToBytes),
        new("prairielearn", "PrairieLearn: results.json", PrairieLearnReport.ToBytes),
        new("classroom", "GitHub Classroom's autograding, which closed in August 2026, and what still reads its results", ClassroomReport.ToBytes),
    ];

    /// <summary>The format of a name, in any case; null where there is none.</summary>
    public static ReportFormat? Find(string name) => All.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.OrdinalIgnoreCase));
}
