namespace Workbook.Exercises.Tests.Checks;

public sealed class FirstTaskChecks : ClusterChecks
{
    private const string Family = "hello";
    private const string Cluster = "first";

    [Test]
    [Requirement("There is an active cluster named first", "CreateClusterAsync takes the name as ClusterName.")]
    public async Task ClusterExists()
    {
        var found = (await Ecs.DescribeClustersAsync(new() { Clusters = [Cluster] })).Clusters?.FirstOrDefault();
        Require("the status of the cluster first", found?.Status ?? "no such cluster", "ACTIVE");
    }

    [Test]
    [Requirement("The newest revision of hello fits Fargate, with 256 CPU units and 512 MiB", "RequiresCompatibilities, NetworkMode, Cpu and Memory belong to the task definition itself.")]
    public async Task DefinitionFitsFargate()
    {
        var definition = await NewestAsync(Family);
        using (About($"what {Name(definition)} requires to be compatible with")) (definition.RequiresCompatibilities ?? []).Should().Contain("FARGATE");
        Require($"the network mode of {Name(definition)}", definition.NetworkMode?.Value, "awsvpc");
        Require($"the CPU units of {Name(definition)}", definition.Cpu, "256");
        Require($"the memory of {Name(definition)}", definition.Memory, "512");
    }

    [Test]
    [Requirement("Its one container is web, with nginx:1.27 and port 80", "A ContainerDefinition has a Name, an Image and PortMappings.")]
    public async Task WebContainerIsDefined()
    {
        var definition = await NewestAsync(Family);
        using (About($"the number of containers in {Name(definition)}")) definition.ContainerDefinitions.Count.Should().Be(1);
        var web = ContainerOf(definition, "web");
        Require("the image of web", web.Image, "public.ecr.aws/docker/library/nginx:1.27");
        using (About("the ports that web listens on")) (web.PortMappings ?? []).Select(port => port.ContainerPort).Should().Equal(80);
    }

    [Test]
    [Requirement("One task of hello was run in the cluster first, on Fargate", "RunTaskRequest has Cluster, TaskDefinition, LaunchType and Count; the count is 1 unless said otherwise.")]
    public async Task OneTaskWasRunOnFargate()
    {
        var tasks = await TasksOfAsync(Cluster);
        using (About("the task definitions that were run in the cluster first"))
            tasks.Select(task => task.TaskDefinitionArn.Split('/')[^1].Split(':')[0]).Should().Equal(Family);
        Require("the launch type of the task", tasks[0].LaunchType.Value, "FARGATE");
    }

    [Test]
    [Requirement("The task is RUNNING", "A task that stopped says why in StoppedReason; await aws.Ecs.TasksAsync(\"first\") shows it.")]
    public async Task TaskIsRunning() => await RequireRunningAsync(Cluster, await NewestAsync(Family));
}
