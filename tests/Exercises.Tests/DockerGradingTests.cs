using Workbook.Learning.Grading;

namespace Workbook.Exercises.Tests;

/// <summary>The same checks on real containers: a sample of the exercises that the catalogue has for Docker, of those that need no public image.</summary>
[Category("Docker")]
public sealed class DockerGradingTests
{
    [TestCase("SelfHealing")]
    [TestCase("ImmutableTags")]
    [TestCase("KeepThree")]
    [TestCase("TwoPaths")]
    public async Task A_solution_gets_full_marks_on_Docker(string exercise)
    {
        var grader = await SharedGraders.OnDockerAsync();

        var result = await grader.GradeAsync(Submission.Exercise(exercise), Path.Combine(Checkout.Root, "solutions"));

        result.NotGraded.Should().BeNull();
        result.Checks.Should().OnlyContain(check => check.Status == CheckStatus.Passed, "it said {0}", string.Join('\n', result.Checks.Select(check => check.Message)));
        result.IsFull.Should().BeTrue();
    }

    [Test]
    public async Task What_needs_hours_or_simulated_faults_is_not_applicable_there()
    {
        var grader = await SharedGraders.OnDockerAsync();

        var result = await grader.GradeAsync(Submission.Exercise("OfficeHours"), Path.Combine(Checkout.Root, "solutions"));

        result.NotGraded.Should().BeNull();
        result.IsNotApplicable.Should().BeTrue();
        result.Checks[0].Message.Should().Be("Not applicable on docker: this exercise needs what only the backend embedded has.");
        (result.Score, result.MaxScore, result.IsFull).Should().Be((0, 0, false));
    }
}
