namespace Workbook.Learning.Grading;

/// <summary>
/// PrairieLearn's <c>results.json</c> (https://prairielearn.readthedocs.io/en/latest/externalGrading/): the score is a share of 1. Nothing graded is <c>gradable: false</c>, which costs no attempt.
/// </summary>
public static class PrairieLearnReport
{
    public static byte[] ToBytes(GradeReport report)
    {
        var ungraded = report.Exercises.Where(exercise => exercise.NotGraded is not null).ToList();
        return JsonText.Of(json =>
        {
            json.WriteBoolean("gradable", ungraded.Count == 0);
            json.WriteNumber("score", report.MaxScore == 0 ? 0 : Math.Round((double)report.Score / report.MaxScore, 6));
            json.WriteString("message", string.Join('\n', ungraded.Select(exercise => $"{exercise.Exercise.Name} was not graded: {exercise.NotGraded}").Concat(report.Warnings)));
            json.WriteString("output", ReportText.Plain(string.Join('\n', report.Exercises.Select(exercise => exercise.Output).Where(output => output.Length > 0))));
            json.WriteStartArray("tests");
            foreach (var (exercise, check) in ReportText.Checks(report).Where(each => each.Check.Status != CheckStatus.NotApplicable))
            {
                json.WriteStartObject();
                json.WriteString("name", ReportText.Name(exercise, check));
                json.WriteNumber("points", exercise.NotGraded is null ? check.Points : 0);
                json.WriteNumber("max_points", check.MaxPoints);
                json.WriteString("message", check.Passed ? "" : ReportText.Plain(ReportText.Details(exercise, check)));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }
}
