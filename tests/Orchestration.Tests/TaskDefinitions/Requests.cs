using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.TaskDefinitions;

/// <summary>Requests that pass, for tests to change one thing in.</summary>
internal static class Requests
{
    public const string Role = "arn:aws:iam::123456789012:role/ecsTaskExecutionRole";
    public const string EcrImage = "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1";

    public static ContainerDefinition App { get; } = new() { Name = "app", Image = "busybox", Memory = 64 };

    public static ContainerDefinition Sidecar { get; } = new() { Name = "side", Image = "busybox", Memory = 64, Essential = false };

    /// <summary>The least that EC2 accepts: one container with memory, on the bridge.</summary>
    public static RegisterTaskDefinitionRequest Ec2(params ValueList<ContainerDefinition> containers) => new()
    {
        Family = "demo",
        ContainerDefinitions = containers.Count == 0 ? [App] : containers,
    };

    /// <summary>The least that Fargate accepts, with an execution role.</summary>
    public static RegisterTaskDefinitionRequest Fargate(params ValueList<ContainerDefinition> containers) => Ec2(containers) with
    {
        NetworkMode = NetworkMode.Awsvpc,
        RequiresCompatibilities = [Compatibility.Fargate],
        Cpu = "256",
        Memory = "512",
        ExecutionRoleArn = Role,
    };

    public static RegisterTaskDefinitionRequest Awsvpc(params ValueList<ContainerDefinition> containers) =>
        Ec2(containers) with { NetworkMode = NetworkMode.Awsvpc };

    /// <summary>What a tool sends that copies a described definition.</summary>
    public static RegisterTaskDefinitionRequest Again(TaskDefinition definition) => new()
    {
        Family = definition.Family,
        TaskRoleArn = definition.TaskRoleArn,
        ExecutionRoleArn = definition.ExecutionRoleArn,
        NetworkMode = definition.NetworkMode,
        ContainerDefinitions = definition.ContainerDefinitions,
        Volumes = definition.Volumes,
        PlacementConstraints = definition.PlacementConstraints,
        RequiresCompatibilities = definition.RequiresCompatibilities,
        Cpu = definition.Cpu,
        Memory = definition.Memory,
        PidMode = definition.PidMode,
        IpcMode = definition.IpcMode,
        ProxyConfiguration = definition.ProxyConfiguration,
        InferenceAccelerators = definition.InferenceAccelerators,
        EphemeralStorage = definition.EphemeralStorage,
        RuntimePlatform = definition.RuntimePlatform,
        EnableFaultInjection = definition.EnableFaultInjection,
    };
}
