using Docker.DotNet;
using Workbook.Learning.Grading;

namespace Workbook.Exercises.Tests;

/// <summary>Docker keeps submissions in as bubblewrap does.</summary>
public sealed class DockerSandboxTests : SandboxTests
{
    private static readonly string[] Cheats =
    [
        "deletes-files", "detached-child", "endless-loop", "endless-output", "fills-the-disk", "fork-bomb", "internet", "native-memory-by-marshal", "reads-the-solutions", "sees-processes",
    ];

    private DockerClient _docker = null!;

    [OneTimeSetUp]
    public async Task NeedsDocker()
    {
        await SharedGraders.DockerAsync(impatient: false);
        _docker = new DockerClientBuilder().Build();
    }

    [OneTimeTearDown]
    public void CloseTheConnection() => _docker?.Dispose();

    [TestCaseSource(nameof(Cheats))]
    [Parallelizable(ParallelScope.Self)]
    public Task Is_worth_nothing(string name) => IsWorthNothingAsync(name);

    [Test]
    public async Task Work_counts()
    {
        using var submission = new Submission();
        submission.CopySolution("FirstTask");

        var grader = await GraderAsync(impatient: false);
        var result = await submission.GradeAsync(Submission.Exercise("FirstTask"), grader);

        result.IsFull.Should().BeTrue();
        grader.Report([result]).Should().BeEquivalentTo(new { Sandbox = "docker", Warnings = Array.Empty<string>() });
    }

    [Test]
    public async Task What_a_killed_grader_left_is_removed_by_the_next()
    {
        var image = await DockerSandboxImage.MakeAsync(_docker, CancellationToken.None);
        var longAgo = await StartAsync(image, DateTimeOffset.UnixEpoch);
        var others = await StartAsync(image, TimeProvider.System.GetUtcNow());
        try
        {
            var (sandbox, why) = await DockerSandbox.TryCreateAsync(TimeProvider.System, CancellationToken.None);

            why.Should().BeEmpty();
            sandbox!.Dispose();
            (await StateAsync(longAgo)).Should().Be("gone");
            (await StateAsync(others)).Should().Be("running", "its grader may still wait for it");
        }
        finally
        {
            await _docker.Containers.RemoveContainerAsync(others, new() { Force = true });
        }
    }

    [Test]
    public async Task A_container_ends_also_when_nobody_ends_it()
    {
        var image = await DockerSandboxImage.MakeAsync(_docker, CancellationToken.None);
        var container = await StartAsync(image, TimeProvider.System.GetUtcNow(), new() { Time = TimeSpan.FromSeconds(1) });

        (await _docker.Containers.WaitContainerAsync(container)).StatusCode.Should().Be(137);

        await _docker.Containers.RemoveContainerAsync(container, new());
    }

    private async Task<string> StartAsync(string image, DateTimeOffset at, SandboxLimits? limits = null)
    {
        var container = DockerSandboxContainer.Of(image, new Dictionary<string, string>(), ["/usr/bin/sleep", "600"], new Dictionary<string, string?>(), limits ?? new(), at);
        var id = (await _docker.Containers.CreateContainerAsync(container)).ID;
        await _docker.Containers.StartContainerAsync(id, new());
        return id;
    }

    private async Task<string> StateAsync(string container)
    {
        try
        {
            return (await _docker.Containers.InspectContainerAsync(container)).State!.Status;
        }
        catch (DockerContainerNotFoundException)
        {
            return "gone";
        }
    }

    private protected override Task<Grader> GraderAsync(bool impatient) => SharedGraders.DockerAsync(impatient);
}
