using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Workbook.Exercises.Tests.Checks;

public sealed class TwoFailuresChecks : ClusterChecks
{
    private const string Family = "report";
    private const string Cluster = "night-shift";
    private const string WorkingImage = "public.ecr.aws/docker/library/nginx:1.27";

    private static readonly string[] Migration = ["sh", "-c", "echo migrating && sleep 5 && echo done"];

    /// <summary>Two revisions that cannot work, and a stopped task of each.</summary>
    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Cluster });
        foreach (var image in new[] { "public.ecr.aws/docker/library/nginx:does-not-exist", WorkingImage })
        {
            var registered = await Ecs.RegisterTaskDefinitionAsync(BrokenDefinition(image));
            var run = await Ecs.RunTaskAsync(new()
            {
                Cluster = Cluster,
                TaskDefinition = registered.TaskDefinition.TaskDefinitionArn,
                LaunchType = LaunchType.FARGATE,
                NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-0a1b2c3d"] } },
            });
            await Ecs.WaitForTaskAsync(Cluster, run.Tasks[0].TaskArn, "STOPPED");
        }
    }

    [Test]
    [Requirement("The repaired revision still has migrate, with its command, and web", "Begin with what DescribeTaskDefinition returns for revision 2, and change only what is broken.")]
    public async Task BothContainersWereKept()
    {
        var definition = await RepairedAsync();
        RequireList($"the containers of {Name(definition)}", definition.ContainerDefinitions.Select(container => container.Name), "migrate", "web");
        using (About("the command of migrate")) (ContainerOf(definition, "migrate").Command ?? []).Should().Equal(Migration);
        using (About("the command of web")) (ContainerOf(definition, "web").Command ?? []).Should().BeEmpty();
    }

    [Test]
    [Requirement("web uses an image that exists", "The stopped task of revision 1 names the image that could not be pulled.")]
    public async Task ImageExists()
    {
        var definition = await RepairedAsync();
        Require($"the image of web in {Name(definition)}", ContainerOf(definition, "web").Image, WorkingImage);
    }

    [Test]
    [Requirement("migrate may end without ending the task", "In the task of revision 2, migrate ended with exit code 0, and all was well, except that the task ended too.")]
    public async Task MigrateMayEnd()
    {
        var definition = await RepairedAsync();
        using (About($"whether migrate is essential in {Name(definition)}")) ContainerOf(definition, "migrate").Essential.Should().BeFalse();
        using (About($"whether web is essential in {Name(definition)}")) ContainerOf(definition, "web").Essential.Should().BeTrue();
    }

    [Test]
    [Requirement("web starts only after migrate has ended successfully", "A dependency has a condition; COMPLETE would do with a migration that failed, too.")]
    public async Task WebWaitsForTheMigration()
    {
        var definition = await RepairedAsync();
        using (About($"what web depends on in {Name(definition)}"))
            (ContainerOf(definition, "web").DependsOn ?? []).Select(dependency => $"{dependency.ContainerName} {dependency.Condition}").Should().Equal("migrate SUCCESS");
    }

    [Test]
    [Requirement("The repaired revision carries both findings as tags", "The stop code is one word, without spaces, in StopCode of each stopped task. Tags are given to RegisterTaskDefinition.")]
    public async Task FindingsAreTagged()
    {
        var definition = await RepairedAsync();
        var tags = (await Ecs.ListTagsForResourceAsync(new() { ResourceArn = definition.TaskDefinitionArn })).Tags ?? [];
        foreach (var (key, value) in new[] { ("revision-1", "TaskFailedToStart"), ("revision-2", "EssentialContainerExited") })
        {
            // Not the word that is looked for, or the message would be the answer.
            var found = tags.FirstOrDefault(tag => tag.Key == key)?.Value ?? "no such tag";
            if (found != value) throw new AssertionException($"Expected the tag {key} of {Name(definition)} to be the stop code of the task that ran that revision, but found \"{found}\".");
        }
    }

    [Test]
    [Requirement("A task of the repaired revision is RUNNING in the cluster night-shift", "Run it yourself and read what the stopped task says: a second fault may show only once the first is gone.")]
    public async Task TaskIsRunning() => await RequireRunningAsync(Cluster, await RepairedAsync());

    private async Task<TaskDefinition> RepairedAsync()
    {
        var newest = await NewestAsync(Family);
        return newest.Revision > 2 ? newest : throw new AssertionException($"Expected a third, repaired revision of {Family}, but found {Name(newest)} to be the newest.");
    }

    private static RegisterTaskDefinitionRequest BrokenDefinition(string image) => new()
    {
        Family = Family,
        RequiresCompatibilities = ["FARGATE"],
        NetworkMode = NetworkMode.Awsvpc,
        Cpu = "256",
        Memory = "512",
        ContainerDefinitions =
        [
            new() { Name = "migrate", Image = "public.ecr.aws/docker/library/busybox:stable", Command = [.. Migration] },
            new() { Name = "web", Image = image, PortMappings = [new() { ContainerPort = 80 }] },
        ],
    };
}
