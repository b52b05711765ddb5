namespace Workbook.Learning.Grading;

/// <summary>
/// Classroom 50's <c>result.json</c>, schema <c>classroom50/result/v1</c> (https://github.com/foundation50/classroom50/wiki/Advanced-Autograding). Its runner says in the environment what the
/// result is of; the time of grading it stamps itself.
/// </summary>
public static class Classroom50Report
{
    public static byte[] ToBytes(GradeReport report) => JsonText.Of(json =>
    {
        json.WriteString("schema", "classroom50/result/v1");
        foreach (var (member, variable) in new[]
        {
            ("classroom", "CLASSROOM"), ("assignment", "ASSIGNMENT"), ("submission", "SUBMISSION_TAG"), ("commit", "COMMIT_URL"), ("release", "RELEASE_URL"),
        }) json.WriteString(member, Environment.GetEnvironmentVariable(variable) ?? "");
        json.WriteString("review", Environment.GetEnvironmentVariable("REVIEW_URL") ?? Environment.GetEnvironmentVariable("COMMIT_URL") ?? "");
        json.WriteNumber("score", report.Score);
        json.WriteNumber("max-score", report.MaxScore);
        json.WriteStartArray("tests");
        foreach (var (exercise, check) in ReportText.Checks(report).Where(each => each.Check.Status != CheckStatus.NotApplicable))
        {
            json.WriteStartObject();
            json.WriteString("test-name", ReportText.Name(exercise, check));
            json.WriteBoolean("passed", exercise.NotGraded is null && check.Passed);
            json.WriteNumber("score", exercise.NotGraded is null ? check.Points : 0);
            json.WriteNumber("max-score", check.MaxPoints);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
