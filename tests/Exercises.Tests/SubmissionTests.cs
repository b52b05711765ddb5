namespace Workbook.Exercises.Tests;

/// <summary>Submissions that are handed in the wrong way are told so, and the rest of them still counts.</summary>
public sealed class SubmissionTests
{
    [Test]
    public async Task What_does_not_compile_is_shown_with_file_and_line()
    {
        var result = await Submission.GradeBodyAsync("var x = ;");

        result.Score.Should().Be(0);
        result.Feedback[0].Should().Be("It does not compile.");
        result.Feedback[1].Should().StartWith("04-task-definitions/FirstTask.cs(9,21): CS1525");
        result.Checks.Should().OnlyContain(check => check.Message == "It was not run.");
    }

    [Test]
    public async Task A_changed_signature_is_named()
    {
        using var submission = new Submission();
        submission.Write("04-task-definitions/FirstTask.cs", "namespace TaskDefinitions; public static class FirstTask { public static void Go() { } }");

        var result = await submission.GradeAsync();

        result.Feedback.Should().Contain(line => line.Contains("await TaskDefinitions.FirstTask.RunAsync(aws.Ecs)") && line.Contains("CS0117"));
    }

    [Test]
    public async Task A_missing_file_is_named()
    {
        using var submission = new Submission();

        (await submission.GradeAsync()).Feedback.Should().Equal("04-task-definitions/FirstTask.cs is missing.");
    }

    [Test]
    public async Task A_file_in_another_encoding_is_named()
    {
        using var submission = new Submission();
        await File.WriteAllBytesAsync(Path.Combine(submission.Folder, "04-task-definitions/FirstTask.cs"), [0x2F, 0x2F, 0xFF, 0xFE, 0xE9]);

        (await submission.GradeAsync()).Feedback.Should().Equal("04-task-definitions/FirstTask.cs is not in UTF-8. Save it in that encoding.");
    }

    [Test]
    public async Task A_link_is_not_followed()
    {
        using var submission = new Submission();
        File.CreateSymbolicLink(Path.Combine(submission.Folder, "04-task-definitions/FirstTask.cs"), "/etc/passwd");

        (await submission.GradeAsync()).Feedback.Should().Equal("04-task-definitions/FirstTask.cs is a link. Hand in the file itself.");
    }

    [Test]
    public async Task An_exercise_may_have_helpers_and_does_not_suffer_from_the_others()
    {
        using var submission = new Submission();
        submission.CopySolution("FirstTask");
        submission.Write("04-task-definitions/HealthyPair.cs", "this does not compile");
        submission.Write("04-task-definitions/Names.cs", "namespace TaskDefinitions; internal static class Names { public const string Cluster = \"first\"; }");

        (await submission.GradeAsync()).IsFull.Should().BeTrue();
    }

    [Test]
    public async Task Work_that_was_done_before_a_failure_counts()
    {
        var result = await Submission.GradeBodyAsync("await ecs.CreateClusterAsync(new() { ClusterName = \"first\" }); throw new InvalidOperationException();");

        result.Score.Should().Be(1);
        result.Checks.Single(check => check.Passed).Name.Should().Be("ClusterExists");
        result.Feedback.Should().ContainSingle().Which.Should().Contain("exit code 1");
    }

    [Test]
    public async Task A_wrong_value_is_told_with_what_was_expected_and_found()
    {
        var result = await Submission.GradeBodyAsync(
            """
            await ecs.RegisterTaskDefinitionAsync(new()
            {
                Family = "hello", RequiresCompatibilities = ["FARGATE"], NetworkMode = NetworkMode.Awsvpc, Cpu = "512", Memory = "1024",
                ContainerDefinitions = [new() { Name = "web", Image = "nginx" }],
            });
            """);

        var check = result.Checks.Single(check => check.Name == "DefinitionFitsFargate");
        check.Message.Should().Be("Expected the CPU units of hello:1 to be \"256\", but found \"512\".");
        check.Hint.Should().NotBeEmpty();
    }
}
