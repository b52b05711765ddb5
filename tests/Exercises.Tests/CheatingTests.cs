using Workbook.Learning.Grading;

namespace Workbook.Exercises.Tests;

/// <summary>Submissions that would rather have points than work. None of them gets any, and none gets at anything.</summary>
public sealed class CheatingTests : SandboxTests
{
    private static IEnumerable<TestCaseData> Cheats() => Cheat.All().Select(cheat => new TestCaseData(cheat.Name).SetArgDisplayNames(cheat.ToString()));

    [OneTimeSetUp]
    public async Task NeedsASandbox()
    {
        var (sandbox, why) = await BubblewrapSandbox.TryCreateAsync(CancellationToken.None);
        if (sandbox is null) Assert.Ignore($"What submissions cannot do is up to the sandbox. {why}");
    }

    [TestCaseSource(nameof(Cheats))]
    [Parallelizable(ParallelScope.Self)]
    public Task Is_worth_nothing(string name) => IsWorthNothingAsync(name);

    [Test]
    public void There_are_at_least_forty() => Cheat.All().Should().HaveCountGreaterThanOrEqualTo(40);

    [Test]
    public async Task Throwing_is_shown_to_the_learner()
    {
        var result = await Submission.GradeBodyAsync("throw new InvalidOperationException(\"no idea\");");

        RequireNothing(result);
        result.Output.Should().Contain("no idea").And.Contain("04-task-definitions/FirstTask.cs:line 9");
    }

    [Test]
    public async Task The_scene_of_an_investigation_stays()
    {
        var result = await Submission.GradeBodyAsync(
            """
            using var http = new HttpClient();
            using var answer = await http.PostAsync(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL") + "_workbook/reset", null);
            """, exercise: "TwoFailures");

        RequireNothing(result);
        result.Checks[0].Message.Should().Contain("found report:2", "what was there before is there still");
    }

    [Test]
    public async Task A_project_that_would_run_something_is_not_built()
    {
        using var submission = new Submission();
        submission.CopySolution("FirstTask");
        var trace = Path.Combine(submission.Folder, "trace");
        submission.Write("Directory.Build.props", $"<Project><Target Name=\"Trace\" BeforeTargets=\"Build\"><Touch Files=\"{trace}\" AlwaysCreate=\"true\" /></Target></Project>");
        submission.Write("Submission.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><Analyzer Include=\"evil.dll\" /><PackageReference Include=\"Evil.Generator\" Version=\"1.0.0\" /></ItemGroup></Project>");
        submission.Write("evil.dll", "no library");
        submission.Write("nuget.config", "<configuration />");

        (await submission.GradeAsync()).IsFull.Should().BeTrue();
        File.Exists(trace).Should().BeFalse();
    }

    [Test]
    public async Task A_check_that_did_not_run_is_not_passed()
    {
        using var submission = new Submission();
        submission.CopySolution("FirstTask");
        var exercise = Submission.Exercise("FirstTask");

        var result = await submission.GradeAsync(exercise with { Checks = [.. exercise.Checks, new("Ghost", 5)] });

        result.NotGraded.Should().Contain("Ghost");
        result.Score.Should().Be(0);
    }

    private protected override Task<Grader> GraderAsync(bool impatient) => impatient ? SharedGraders.ImpatientAsync() : SharedGraders.PatientAsync();
}
