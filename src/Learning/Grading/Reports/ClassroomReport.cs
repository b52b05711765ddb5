namespace Workbook.Learning.Grading;

/// <summary>
/// What GitHub Classroom's test runners handed to its grading reporter (https://github.com/classroom-resources/autograding-grading-reporter): version 1, a status for all and for each test.
/// </summary>
public static class ClassroomReport
{
    public static byte[] ToBytes(GradeReport report) => JsonText.Of(json =>
    {
        json.WriteNumber("version", 1);
        json.WriteString("status", report.Exercises.Any(exercise => exercise.NotGraded is not null) ? "error" : report.IsFull ? "pass" : "fail");
        json.WriteNumber("max_score", report.MaxScore);
        json.WriteStartArray("tests");
        foreach (var (exercise, check) in ReportText.Checks(report).Where(each => each.Check.Status != CheckStatus.NotApplicable))
        {
            json.WriteStartObject();
            json.WriteString("name", ReportText.Name(exercise, check));
            json.WriteString("status", exercise.NotGraded is not null ? "error" : check.Passed ? "pass" : "fail");
            json.WriteNumber("score", exercise.NotGraded is null ? check.Points : 0);
            json.WriteString("message", check.Passed ? "" : ReportText.Plain(ReportText.Details(exercise, check)));
            json.WriteString("test_code", check.Name);
            json.WriteString("filename", exercise.Exercise.File);
            json.WriteNumber("line_no", 0);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
