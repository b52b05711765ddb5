using Workbook;

namespace Workbook.Exercises.Tests.Checks;

public sealed class RightSizeChecks : ClusterChecks
{
    private const string Family = "gallery";
    private const string Cluster = "gallery";

    /// <summary>The agent of the newest task is killed, if there is one.</summary>
    protected override async Task AfterwardsAsync()
    {
        var task = await NewestTaskAsync();
        if (task?.Containers?.Any(container => container is { Name: "agent", LastStatus: "RUNNING" }) != true) return;
        await Aws.Workbook.InjectAsync(Fault.Kill(task.TaskArn, "agent", exitCode: 1));
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(2));
    }

    [Test]
    [Requirement("The newest revision of gallery is for Fargate on ARM64, in the smallest size that holds all three containers, with 50 GiB of disk", "Add up what the containers may use. Fargate knows certain pairs of CPU and memory only: look for the first whose CPU and memory are both enough.")]
    public async Task SmallestSizeThatFits()
    {
        var definition = await NewestAsync(Family);
        Require($"what {Name(definition)} requires to be compatible with", ListOf(definition.RequiresCompatibilities ?? []), "FARGATE");
        Require($"the processor of {Name(definition)}", definition.RuntimePlatform?.CpuArchitecture?.Value, "ARM64");
        // 1024 + 512 + 128 = 1664 CPU units, 2048 + 1536 + 256 = 3840 MiB.
        if (!int.TryParse(definition.Cpu, out var cpu) || cpu < 1664) throw new AssertionException($"Expected enough CPU units in {Name(definition)} for all of its containers, but found {definition.Cpu ?? "none"}.");
        if (!int.TryParse(definition.Memory, out var memory) || memory < 3840) throw new AssertionException($"Expected enough memory in {Name(definition)} for all of its containers, but found {definition.Memory ?? "none"}.");
        if (cpu > 2048 || memory > 4096) throw new AssertionException($"Expected the smallest size for {Name(definition)} that is enough, but found {cpu} CPU units and {memory} MiB, which is more.");
        using (About($"the GiB of ephemeral storage of {Name(definition)}")) (definition.EphemeralStorage?.SizeInGiB).Should().Be(50);
    }

    [Test]
    [Requirement("web, thumbs and agent have their images, CPU units and hard memory limits, and web has its port and a minute to finish", "Memory of a container is the limit at which it is killed, MemoryReservation is not. StopTimeout is in seconds.")]
    public async Task EachHasItsShare()
    {
        var definition = await NewestAsync(Family);
        RequireList($"the containers of {Name(definition)}", definition.ContainerDefinitions.Select(container => container.Name), "web", "thumbs", "agent");
        foreach (var (name, image, share) in new[] { ("web", "nginx:1.27", "1024 and 2048"), ("thumbs", "httpd:2.4", "512 and 1536"), ("agent", "memcached:1.6", "128 and 256") })
        {
            var container = ContainerOf(definition, name);
            Require($"the image of {name}", container.Image, $"public.ecr.aws/docker/library/{image}");
            Require($"the CPU units and MiB of {name}", $"{container.Cpu ?? 0} and {container.Memory ?? 0}", share);
        }
        var web = ContainerOf(definition, "web");
        using (About("the ports that web listens on")) (web.PortMappings ?? []).Select(port => port.ContainerPort).Should().Equal(80);
        using (About("the seconds that web has to finish")) web.StopTimeout.Should().Be(60);
    }

    [Test]
    [Requirement("web and thumbs share the volume pictures; only thumbs can write there", "Volumes belong to the task definition, MountPoints to each container. A volume with a name and nothing else lives as long as the task.")]
    public async Task PicturesAreShared()
    {
        var definition = await NewestAsync(Family);
        RequireList($"the volumes of {Name(definition)}", (definition.Volumes ?? []).Select(volume => volume.Name), "pictures");
        RequireList($"the mount points of {Name(definition)}", definition.ContainerDefinitions.SelectMany(container => (container.MountPoints ?? [])
            .Select(mount => $"{mount.SourceVolume} in {container.Name} at {mount.ContainerPath} ({(mount.ReadOnly == true ? "read only" : "writable")})")),
            "pictures in web at /usr/share/nginx/html (read only)", "pictures in thumbs at /pictures (writable)");
    }

    [Test]
    [Requirement("thumbs, and nobody else, gets DB_PASSWORD from the key password of the secret", "Secrets, not Environment. ValueFrom is the ARN of the secret, and behind it KEY:STAGE:VERSION, of which the last two may be empty.")]
    public async Task SecretStaysSecret()
    {
        var definition = await NewestAsync(Family);
        RequireList($"the secrets of {Name(definition)}", definition.ContainerDefinitions.SelectMany(container => (container.Secrets ?? []).Select(secret => $"{secret.Name} in {container.Name} from {secret.ValueFrom}")),
            "DB_PASSWORD in thumbs from arn:aws:secretsmanager:us-east-1:123456789012:secret:gallery-db-Ab12Cd:password::");
        RequireList($"the variables in {Name(definition)} that anyone can read", definition.ContainerDefinitions.SelectMany(container => container.Environment ?? []).Select(variable => variable.Name));
        Require("the execution role", definition.ExecutionRoleArn, "arn:aws:iam::123456789012:role/ecsTaskExecutionRole");
    }

    [Test]
    [Requirement("web and thumbs write logs that never hold them up", "The option mode says what happens when CloudWatch Logs is slow; max-buffer-size how much may wait meanwhile.")]
    public async Task LogsDoNotBlock()
    {
        var definition = await NewestAsync(Family);
        foreach (var name in new[] { "web", "thumbs" })
        {
            var logs = ContainerOf(definition, name).LogConfiguration ?? throw new AssertionException($"Expected a log configuration of {name}, but found none.");
            Require($"the log driver of {name}", logs.LogDriver?.Value, "awslogs");
            foreach (var (option, value) in new[] { ("awslogs-group", "/ecs/gallery"), ("awslogs-create-group", "true"), ("awslogs-region", "us-east-1"), ("awslogs-stream-prefix", name), ("mode", "non-blocking"), ("max-buffer-size", "4m") })
                Require($"the option {option} of {name}", logs.Options?.GetValueOrDefault(option), value);
        }
    }

    [Test]
    [Requirement("When the agent fails, web and thumbs go on", "Essential is true where nobody says otherwise.")]
    public async Task SurvivesItsAgent()
    {
        var definition = await NewestAsync(Family);
        RequireList("the essential containers", definition.ContainerDefinitions.Where(container => container.Essential != false).Select(container => container.Name), "web", "thumbs");
        var task = await NewestTaskAsync();
        var states = (task?.Containers ?? []).Select(container => $"{container.Name} {container.LastStatus}");
        RequireList("the containers of the task after its agent was killed", states, "web RUNNING", "thumbs RUNNING", "agent STOPPED");
    }

    [Test]
    [Requirement("A task of it is RUNNING in the cluster gallery", "If it stopped, await aws.Ecs.TasksAsync(\"gallery\") tells why.")]
    public async Task TaskIsRunning() => await RequireRunningAsync(Cluster, await NewestAsync(Family));

    private async Task<EcsTask?> NewestTaskAsync()
    {
        try
        {
            return await TasksOfAsync(Cluster) is [.., var newest] ? newest : null;
        }
        catch (AssertionException)
        {
            return null;
        }
    }
}
