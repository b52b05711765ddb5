using Amazon.ECS.Model;

namespace Workbook.Exercises.Tests.Checks;

public sealed class HealthyPairChecks : ClusterChecks
{
    private const string Family = "shop";
    private const string Cluster = "shop";

    [Test]
    [Requirement("The newest revision of shop is for Fargate, with 512 CPU units and 1024 MiB", "Cpu and Memory of the task are texts. What containers get may be said of each of them too, but here the task's total counts.")]
    public async Task TaskIsLargeEnough()
    {
        var definition = await NewestAsync(Family);
        using (About($"what {Name(definition)} requires to be compatible with")) (definition.RequiresCompatibilities ?? []).Should().Contain("FARGATE");
        Require($"the CPU units of {Name(definition)}", definition.Cpu, "512");
        Require($"the memory of {Name(definition)}", definition.Memory, "1024");
    }

    [Test]
    [Requirement("cache and web are its two containers, essential, with their images and ports", "Check spelling: names, image tags and port numbers are compared exactly. Essential is true unless you say otherwise.")]
    public async Task BothContainersAreDefined()
    {
        var definition = await NewestAsync(Family);
        RequireList($"the containers of {Name(definition)}", definition.ContainerDefinitions.Select(container => container.Name), "cache", "web");
        Require(ContainerOf(definition, "cache"), "public.ecr.aws/docker/library/redis:7", 6379);
        Require(ContainerOf(definition, "web"), "public.ecr.aws/docker/library/nginx:1.27", 80);
    }

    [Test]
    [Requirement("cache is asked every 10 seconds whether it is healthy, and three failures make it unhealthy", "HealthCheck.Command is a list: first CMD-SHELL, then the line for the shell as one text.")]
    public async Task CacheHasAHealthCheck()
    {
        var check = ContainerOf(await NewestAsync(Family), "cache").HealthCheck ?? throw new AssertionException("Expected a health check of cache, but found none.");
        using (About("the command of the health check")) check.Command.Should().Equal("CMD-SHELL", "redis-cli ping || exit 1");
        using (About("the seconds between two health checks")) check.Interval.Should().Be(10);
        using (About("the failures that make cache unhealthy")) check.Retries.Should().Be(3);
    }

    [Test]
    [Requirement("web starts only when cache is healthy", "DependsOn stands at the container that waits. Its condition has to ask the health check, not just the start.")]
    public async Task WebWaitsForAHealthyCache()
    {
        var definition = await NewestAsync(Family);
        using (About("what web depends on"))
            (ContainerOf(definition, "web").DependsOn ?? []).Select(dependency => $"{dependency.ContainerName} {dependency.Condition}").Should().Equal("cache HEALTHY");
        using (About("what cache depends on"))
            (ContainerOf(definition, "cache").DependsOn ?? []).Should().BeEmpty();
    }

    [Test]
    [Requirement("web finds the cache through CACHE_URL", "Containers of one task reach each other at localhost, and a URL begins with its scheme.")]
    public async Task WebFindsTheCache()
    {
        var web = ContainerOf(await NewestAsync(Family), "web");
        var variables = (web.Environment ?? []).Select(variable => $"{variable.Name}={variable.Value}");
        using (About("the environment of web")) variables.Should().Contain("CACHE_URL=redis://localhost:6379");
    }

    [Test]
    [Requirement("Both containers write to the log group /ecs/shop, in the name of the execution role", "The options of awslogs are awslogs-group, awslogs-region and awslogs-stream-prefix; the role is ExecutionRoleArn of the task definition.")]
    public async Task BothWriteLogs()
    {
        var definition = await NewestAsync(Family);
        foreach (var name in new[] { "cache", "web" })
        {
            var logs = ContainerOf(definition, name).LogConfiguration ?? throw new AssertionException($"Expected a log configuration of {name}, but found none.");
            Require($"the log driver of {name}", logs.LogDriver.Value, "awslogs");
            foreach (var (option, value) in new[] { ("awslogs-group", "/ecs/shop"), ("awslogs-region", "us-east-1"), ("awslogs-stream-prefix", name) })
            {
                Require($"the option {option} of {name}", logs.Options?.GetValueOrDefault(option), value);
            }
        }
        Require("the execution role", definition.ExecutionRoleArn, "arn:aws:iam::123456789012:role/ecsTaskExecutionRole");
    }

    [Test]
    [Requirement("A task of it is RUNNING in the cluster shop", "If it waits for ever, look at the health of cache; if it stopped, at StoppedReason.")]
    public async Task TaskIsRunning() => await RequireRunningAsync(Cluster, await NewestAsync(Family));

    private static void Require(ContainerDefinition container, string image, int port)
    {
        Require($"the image of {container.Name}", container.Image, image);
        using (About($"the ports that {container.Name} listens on")) (container.PortMappings ?? []).Select(mapping => mapping.ContainerPort).Should().Equal(port);
        using (About($"whether {container.Name} is essential")) container.Essential.Should().BeTrue();
    }
}
