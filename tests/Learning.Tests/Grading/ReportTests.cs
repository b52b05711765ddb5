using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;

namespace Workbook.Learning.Tests.Grading;

/// <summary>What each format says of a submission that passes one check, fails one, and has one that is hidden.</summary>
public sealed class ReportTests
{
    private static readonly Exercise Exercise = new()
    {
        Name = "FirstTask",
        Lesson = new("04", "04-task-definitions", "Task definitions"),
        Title = "A task",
        Points = 6,
        Difficulty = "easy",
        Minutes = 5,
        Backends = ["embedded"],
        Call = "",
        Hints = ["Look."],
        Checks = [new("Exists", 1), new("Runs", 2), new("Survives", 3, Hidden: true), new("Measures", 4)],
    };

    private static readonly GradeReport Report = new([new()
    {
        Exercise = Exercise,
        Checks =
        [
            new("Exists", "It exists", 1, CheckStatus.Passed, null, null),
            new("Runs", "It runs", 2, CheckStatus.Missing, "Expected <RUNNING> & well,\nbut found \u001b[31m|STOPPED|.", "Look."),
            new("Survives", "It survives the loss of a machine", 3, CheckStatus.Missing, "Expected a secret, but found none.", "A secret hint.", Hidden: true),
            new("Measures", "It is measured", 4, CheckStatus.NotApplicable, "Not applicable on docker.", null),
        ],
        Feedback = ["It ended with exit code 1."],
        Output = "hello\u0000",
    }]) { Warnings = ["No sandbox."] };

    [Test]
    public void A_check_that_is_not_applicable_counts_neither_way() => (Report.Score, Report.MaxScore).Should().Be((1, 6));

    [Test]
    public void Students_see_of_hidden_checks_only_whether_they_passed()
    {
        foreach (var format in ReportFormat.All)
        {
            var text = Encoding.UTF8.GetString(format.Write(StudentView.Of(Report)));
            text.Should().NotContain("secret", format.Name).And.NotContain("loss of a machine", format.Name).And.NotContain("Survives", format.Name);
        }
        Encoding.UTF8.GetString(MarkdownReport.ToBytes(Report)).Should().Contain("loss of a machine");
    }

    [Test]
    public void Junit_counts_and_explains()
    {
        var suites = XDocument.Parse(Text(JUnitReport.ToBytes(Report))).Root!;

        suites.Attributes().Select(each => $"{each.Name}={each.Value}").Should().Equal("tests=4", "failures=2", "errors=0", "skipped=1");
        var cases = suites.Descendants("testcase").ToList();
        cases[1].Element("failure")!.Attribute("message")!.Value.Should().Be("Expected <RUNNING> & well,\nbut found [31m|STOPPED|.", "control sequences are left out");
        cases[3].Element("skipped").Should().NotBeNull();
    }

    [Test]
    public void NUnit_says_the_same()
    {
        var run = XDocument.Parse(Text(NUnitReport.ToBytes(Report))).Root!;

        run.Attribute("result")!.Value.Should().Be("Failed");
        run.Descendants("test-case").Select(each => each.Attribute("result")!.Value).Should().Equal("Passed", "Failed", "Failed", "Skipped");
    }

    [Test]
    public void Markdown_keeps_its_table()
    {
        var lines = Text(MarkdownReport.ToBytes(Report)).Split('\n');

        lines[0].Should().Be("# 1 of 6 points");
        lines.Should().Contain("| It runs | 0/2 | missing<br>Expected \\<RUNNING\\> \\& well,<br>but found \\[31m\\|STOPPED\\|.<br>Hint: Look. |");
    }

    [Test]
    public void Html_has_no_markup_of_others()
    {
        var page = Text(HtmlReport.ToBytes(Report));

        page.Should().Contain("Expected &lt;RUNNING&gt; &amp; well,").And.NotContain("<RUNNING>").And.NotContain("<script").And.NotContain("http://").And.NotContain("https://");
    }

    [Test]
    public void Gradescope_hides_hidden_checks()
    {
        using var json = JsonDocument.Parse(GradescopeReport.ToBytes(Report));

        json.RootElement.GetProperty("score").GetInt32().Should().Be(1);
        json.RootElement.GetProperty("tests").EnumerateArray().Select(test => (test.GetProperty("score").GetInt32(), test.GetProperty("max_score").GetInt32(), test.GetProperty("status").GetString(), test.GetProperty("visibility").GetString()))
            .Should().Equal((1, 1, "passed", "visible"), (0, 2, "failed", "visible"), (0, 3, "failed", "hidden"));
    }

    [Test]
    public void PrairieLearn_has_a_share_of_one()
    {
        using var json = JsonDocument.Parse(PrairieLearnReport.ToBytes(Report));

        json.RootElement.GetProperty("gradable").GetBoolean().Should().BeTrue();
        json.RootElement.GetProperty("score").GetDouble().Should().Be(0.166667);
    }

    [Test]
    public void Classroom_50_has_its_members()
    {
        using var json = JsonDocument.Parse(Classroom50Report.ToBytes(Report));

        json.RootElement.EnumerateObject().Select(member => member.Name).Should().Equal("schema", "classroom", "assignment", "submission", "commit", "release", "review", "score", "max-score", "tests");
        json.RootElement.GetProperty("tests")[0].EnumerateObject().Select(member => member.Name).Should().Equal("test-name", "passed", "score", "max-score");
    }

    [Test]
    public void Classroom_has_its_states()
    {
        using var json = JsonDocument.Parse(ClassroomReport.ToBytes(Report));

        json.RootElement.GetProperty("status").GetString().Should().Be("fail");
        json.RootElement.GetProperty("tests").EnumerateArray().Select(test => test.GetProperty("status").GetString()).Should().Equal("pass", "fail", "fail");
    }

    [Test]
    public void What_was_not_graded_is_an_error_and_no_zero()
    {
        var ungraded = Report with { Exercises = [Report.Exercises[0] with { NotGraded = "No cluster." }] };

        XDocument.Parse(Text(JUnitReport.ToBytes(ungraded))).Root!.Attribute("errors")!.Value.Should().Be("4");
        JsonDocument.Parse(PrairieLearnReport.ToBytes(ungraded)).RootElement.GetProperty("gradable").GetBoolean().Should().BeFalse();
        Text(Gradebook.Moodle([new("ada", ungraded)], "ECS")).Should().Contain("ada,,");
        Text(Gradebook.Table([new("ada", ungraded)])).Should().Contain("not graded");
    }

    [Test]
    public void A_gradebook_is_no_place_for_formulas() => Text(Gradebook.Moodle([new("=cmd|' /C calc'!A0", Report), new("a\"b,c", Report)], "ECS")).Split("\r\n")
        .Should().Equal("\"ID number\",ECS,\"Feedback comments\"", "\"'=cmd|' /C calc'!A0\",1,\"FirstTask 1/6\"", "\"a\"\"b,c\",1,\"FirstTask 1/6\"", "");

    [Test]
    public void Json_can_be_read_again()
    {
        var catalog = CatalogJson.Parse(
            """
            { "lessons": [{ "number": "04", "folder": "04-task-definitions", "title": "Task definitions", "exercises": [{
              "name": "FirstTask", "title": "A task", "points": 1, "difficulty": "easy", "minutes": 5, "backends": ["embedded"], "call": "", "hints": ["Look."], "checks": [{ "name": "Exists", "points": 1 }] }] }] }
            """, "catalog.json");
        var report = Report with { Fingerprint = "abc", Backend = "docker", Seed = 7, Sandbox = "bubblewrap" };

        JsonReport.ToBytes(JsonReport.TryRead(JsonReport.ToBytes(report), catalog)!).Should().Equal(JsonReport.ToBytes(report with { Exercises = [report.Exercises[0] with { Exercise = catalog.Exercises[0] }] }));
        JsonReport.TryRead("{}"u8.ToArray(), catalog).Should().BeNull();
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
