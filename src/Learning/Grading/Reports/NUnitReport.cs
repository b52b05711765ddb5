using System.Globalization;
using System.Xml.Linq;

namespace Workbook.Learning.Grading;

/// <summary>
/// NUnit 3's results (https://docs.nunit.org/articles/nunit/technical-notes/usage/Test-Result-XML-Format.html): a fixture for each exercise, a case for each check.
/// </summary>
public static class NUnitReport
{
    private static readonly string[] Results = ["Passed", "Failed", "Inconclusive", "Skipped"];

    public static byte[] ToBytes(GradeReport report)
    {
        var all = ReportText.Checks(report).ToList();
        return XmlText.Of(new("test-run",
            new XAttribute("id", "0"), new XAttribute("name", "ECS Workbook"), new XAttribute("fullname", "ECS Workbook"), Summary(all), new XAttribute("engine-version", "3.0"),
            report.Exercises.Select(Fixture)));
    }

    private static XElement Fixture(ExerciseResult exercise, int index) => new("test-suite",
        new XAttribute("type", "TestFixture"), new XAttribute("id", $"0-{1000 * (index + 1)}"),
        new XAttribute("name", exercise.Exercise.Name), new XAttribute("fullname", FullName(exercise)), new XAttribute("runstate", "Runnable"),
        Summary([.. exercise.Checks.Select(check => (exercise, check))]),
        exercise.Checks.Select((check, number) => Case(exercise, check, $"0-{(1000 * (index + 1)) + number + 1}")));

    private static XElement Case(ExerciseResult exercise, CheckResult check, string id) => new("test-case",
        new XAttribute("id", id), new XAttribute("name", check.Name), new XAttribute("fullname", $"{FullName(exercise)}.{check.Name}"), new XAttribute("methodname", check.Name),
        new XAttribute("classname", FullName(exercise)), new XAttribute("runstate", "Runnable"), new XAttribute("result", Result(exercise, check)), new XAttribute("asserts", 0),
        new XElement("properties",
            new XElement("property", new XAttribute("name", "Description"), new XAttribute("value", ReportText.Plain(check.Requirement))),
            new XElement("property", new XAttribute("name", "Points"), new XAttribute("value", check.Points)),
            new XElement("property", new XAttribute("name", "MaxPoints"), new XAttribute("value", check.MaxPoints))),
        Result(exercise, check) switch
        {
            "Failed" => new XElement("failure", new XElement("message", ReportText.Plain(ReportText.Details(exercise, check)))),
            "Skipped" or "Inconclusive" => new XElement("reason", new XElement("message", ReportText.Plain(ReportText.Details(exercise, check)))),
            _ => null,
        });

    private static string FullName(ExerciseResult exercise) => $"{exercise.Exercise.Lesson.Folder}.{exercise.Exercise.Name}";

    private static string Result(ExerciseResult exercise, CheckResult check) =>
        exercise.NotGraded is not null ? "Inconclusive" : check.Status == CheckStatus.NotApplicable ? "Skipped" : check.Passed ? "Passed" : "Failed";

    private static IEnumerable<XAttribute> Summary(List<(ExerciseResult Exercise, CheckResult Check)> checks)
    {
        var results = checks.Select(each => Result(each.Exercise, each.Check)).ToList();
        return
        [
            Number("testcasecount", results.Count),
            new("result", results.Contains("Failed") ? "Failed" : results.Contains("Inconclusive") ? "Inconclusive" : "Passed"),
            Number("total", results.Count),
            .. Results.Select(result => Number(result.ToLowerInvariant(), results.Count(each => each == result))),
            Number("asserts", 0),
        ];
    }

    private static XAttribute Number(string name, int number) => new(name, number.ToString(CultureInfo.InvariantCulture));
}
