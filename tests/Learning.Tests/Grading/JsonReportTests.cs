using System.Text.Json;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;

namespace Workbook.Learning.Tests.Grading;

public sealed class JsonReportTests
{
    private static readonly Exercise Exercise = new()
    {
        Name = "FirstTask",
        Lesson = new("04", "04-task-definitions", "Task definitions"),
        Title = "A task",
        Points = 3,
        Difficulty = "easy",
        Minutes = 5,
        Backends = ["embedded"],
        Call = "",
        Hints = ["Look."],
        Checks = [new("Exists", 1), new("Runs", 2)],
    };

    private static readonly ExerciseResult Partial = new()
    {
        Exercise = Exercise,
        Checks = [new("Exists", "It exists", 1, CheckStatus.Passed, null, null), new("Runs", "It runs", 2, CheckStatus.Missing, "Expected RUNNING, but found STOPPED.", "Look.")],
    };

    [Test]
    public void Score_and_maxScore_stand_at_its_top()
    {
        using var json = JsonDocument.Parse(JsonReport.ToBytes(new([Partial])));

        json.RootElement.EnumerateObject().Select(member => member.Name).Take(2).Should().Equal("score", "maxScore");
        json.RootElement.GetProperty("score").GetInt32().Should().Be(1);
        json.RootElement.GetProperty("maxScore").GetInt32().Should().Be(3);
        json.RootElement.GetProperty("exercises")[0].GetProperty("checks")[1].GetProperty("message").GetString().Should().Be("Expected RUNNING, but found STOPPED.");
    }

    [Test]
    public void What_was_not_graded_has_no_points_and_says_why()
    {
        var report = new GradeReport([Partial with { NotGraded = "No cluster." }]);
        using var json = JsonDocument.Parse(JsonReport.ToBytes(report));

        report.IsFull.Should().BeFalse();
        json.RootElement.GetProperty("score").GetInt32().Should().Be(0);
        json.RootElement.GetProperty("exercises")[0].GetProperty("status").GetString().Should().Be("not graded");
        json.RootElement.GetProperty("exercises")[0].GetProperty("reason").GetString().Should().Be("No cluster.");
    }

    [Test]
    public void Nothing_graded_is_no_full_score() => new GradeReport([]).IsFull.Should().BeFalse();
}
