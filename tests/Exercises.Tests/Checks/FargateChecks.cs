using Amazon.ECS;
using Amazon.ECS.Model;

namespace Workbook.Exercises.Tests.Checks;

/// <summary>For exercises that find tasks on Fargate: makes what their scenes need.</summary>
public abstract class FargateChecks : ClusterChecks
{
    /// <summary>What a container runs that does nothing, for ever.</summary>
    protected const string UntilStopped = "tail -f /dev/null";

    protected const string Busybox = "public.ecr.aws/docker/library/busybox:1.36";

    protected static NetworkConfiguration Network => new() { AwsvpcConfiguration = new() { Subnets = ["subnet-0a1b2c3d"] } };

    /// <summary>Registers a revision for Fargate, with 256 CPU units and 512 MiB.</summary>
    protected async Task<TaskDefinition> RegisterAsync(string family, params ContainerDefinition[] containers) => (await Ecs.RegisterTaskDefinitionAsync(new()
    {
        Family = family,
        RequiresCompatibilities = ["FARGATE"],
        NetworkMode = NetworkMode.Awsvpc,
        Cpu = "256",
        Memory = "512",
        ContainerDefinitions = [.. containers],
    })).TaskDefinition;

    /// <summary>A container of busybox that runs a line for the shell.</summary>
    protected static ContainerDefinition Shell(string name, string line) => new() { Name = name, Image = Busybox, Command = ["sh", "-c", line] };

    /// <summary>Runs one task on Fargate.</summary>
    protected async Task<EcsTask> RunAsync(string cluster, TaskDefinition definition, Action<RunTaskRequest>? change = null)
    {
        var request = new RunTaskRequest
        {
            Cluster = cluster,
            TaskDefinition = definition.TaskDefinitionArn,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = Network,
        };
        change?.Invoke(request);
        return (await Ecs.RunTaskAsync(request)).Tasks[0];
    }

    /// <summary>A command for a message, such as <c>'sh', '-c', 'echo hello'</c>.</summary>
    protected static string Quoted(IEnumerable<string>? command) => ListOf((command ?? []).Select(word => $"'{word}'"));
}
