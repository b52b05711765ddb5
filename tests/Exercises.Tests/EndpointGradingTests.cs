using Workbook.Engine.Time;
using Workbook.Learning.Grading;
using Workbook.Server;

namespace Workbook.Exercises.Tests;

/// <summary>Endpoints that have AWS's API and nothing else: no faults, no clock that can be moved.</summary>
internal sealed class EndpointGradingTests
{
    [TestCase("KeepThree", "CrashIsHealed")]
    [TestCase("SelfHealing", "OneIsReplaced", "AllAreReplaced")]
    [TestCase("BehindABalancer", "ReplacementAnswers")]
    [TestCase("FirstTask")]
    public Task What_needs_a_fault_is_not_applicable_and_the_rest_counts(string exercise, params string[] needFaults) => GradeAsync(exercise, needFaults, ClockMode.Automatic);

    [Test]
    public Task What_asks_for_the_time_takes_the_machines() => GradeAsync("NeverFewer", [], ClockMode.Real);

    private static async Task GradeAsync(string exercise, string[] needFaults, ClockMode clock)
    {
        await using var aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = clock } });
        using var plain = new PlainEndpoint(aws.Endpoint);
        using var grader = await SharedGraders.OnEndpointAsync(plain.Address);

        var result = await grader.GradeAsync(Submission.Exercise(exercise), Path.Combine(Checkout.Root, "solutions"));

        result.NotGraded.Should().BeNull();
        result.Checks.Where(check => check.Status == CheckStatus.NotApplicable).Select(check => check.Name).Should().Equal(needFaults);
        result.Checks.Where(check => check.Status == CheckStatus.Missing).Select(check => check.Message).Should().BeEmpty();
        result.MaxScore.Should().Be(result.Checks.Where(check => !needFaults.Contains(check.Name)).Sum(check => check.Worth));
        result.IsFull.Should().BeTrue();
    }

    [Test]
    public async Task An_endpoint_that_goes_away_is_nothing_that_a_submission_did()
    {
        var aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Automatic } });
        using var plain = new PlainEndpoint(aws.Endpoint);
        using var grader = await SharedGraders.OnEndpointAsync(plain.Address);
        await aws.DisposeAsync();

        var result = await grader.GradeAsync(Submission.Exercise("KeepThree"), Path.Combine(Checkout.Root, "solutions"));

        result.NotGraded.Should().NotBeNull();
        result.Score.Should().Be(0);
    }
}
