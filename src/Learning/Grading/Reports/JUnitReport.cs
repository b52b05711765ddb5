using System.Globalization;
using System.Xml.Linq;

namespace Workbook.Learning.Grading;

/// <summary>JUnit's XML as CI servers read it: a suite for each exercise, a case for each check. No times, so that the same grading gives the same bytes.</summary>
public static class JUnitReport
{
    public static byte[] ToBytes(GradeReport report) => XmlText.Of(new("testsuites",
        Counts(report.Exercises.SelectMany(exercise => exercise.Checks.Select(check => (exercise, check))).ToList()),
        report.Exercises.Select(Suite)));

    private static XElement Suite(ExerciseResult exercise) => new("testsuite",
        new XAttribute("name", $"{exercise.Exercise.Lesson.Folder}.{exercise.Exercise.Name}"),
        Counts(exercise.Checks.Select(check => (exercise, check)).ToList()),
        new XElement("properties",
            new XElement("property", new XAttribute("name", "score"), new XAttribute("value", exercise.Score)),
            new XElement("property", new XAttribute("name", "maxScore"), new XAttribute("value", exercise.MaxScore))),
        exercise.Checks.Select(check => Case(exercise, check)),
        exercise.Output.Length == 0 ? null : new XElement("system-out", ReportText.Plain(exercise.Output)));

    private static XElement Case(ExerciseResult exercise, CheckResult check) => new("testcase",
        new XAttribute("classname", $"{exercise.Exercise.Lesson.Folder}.{exercise.Exercise.Name}"),
        new XAttribute("name", ReportText.Plain(check.Requirement)),
        exercise.NotGraded is { } reason ? new XElement("error", new XAttribute("message", ReportText.Plain(reason)))
        : check.Status == CheckStatus.NotApplicable ? new XElement("skipped", new XAttribute("message", ReportText.Plain(check.Message ?? "")))
        : check.Passed ? null
        : new XElement("failure", new XAttribute("message", ReportText.Plain(check.Message ?? "It did not pass.")), ReportText.Plain(ReportText.Details(exercise, check))));

    private static IEnumerable<XAttribute> Counts(List<(ExerciseResult Exercise, CheckResult Check)> checks) =>
    [
        Count("tests", checks.Count),
        Count("failures", checks.Count(each => each.Exercise.NotGraded is null && each.Check.Status == CheckStatus.Missing)),
        Count("errors", checks.Count(each => each.Exercise.NotGraded is not null)),
        Count("skipped", checks.Count(each => each.Exercise.NotGraded is null && each.Check.Status == CheckStatus.NotApplicable)),
    ];

    private static XAttribute Count(string name, int number) => new(name, number.ToString(CultureInfo.InvariantCulture));
}
