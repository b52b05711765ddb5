namespace Workbook.Learning.Grading;

/// <summary>
/// Gradescope's <c>results.json</c> (https://gradescope-autograders.readthedocs.io/en/latest/specs/). Hidden checks are hidden there as well: instructors see them, students do not.
/// </summary>
public static class GradescopeReport
{
    public static byte[] ToBytes(GradeReport report) => JsonText.Of(json =>
    {
        json.WriteNumber("score", report.Score);
        json.WriteString("output", string.Join('\n', report.Warnings));
        json.WriteString("output_format", "text");
        json.WriteString("visibility", "visible");
        json.WriteString("stdout_visibility", "hidden");
        json.WriteStartArray("tests");
        foreach (var (exercise, check) in ReportText.Checks(report).Where(each => each.Check.Status != CheckStatus.NotApplicable))
        {
            json.WriteStartObject();
            json.WriteString("name", ReportText.Name(exercise, check));
            json.WriteString("name_format", "text");
            json.WriteNumber("score", exercise.NotGraded is null ? check.Points : 0);
            json.WriteNumber("max_score", check.MaxPoints);
            json.WriteString("status", check.Passed ? "passed" : "failed");
            json.WriteString("output", check.Passed ? "" : ReportText.Plain(ReportText.Details(exercise, check)));
            json.WriteString("output_format", "text");
            json.WriteString("visibility", check.Hidden ? "hidden" : "visible");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
