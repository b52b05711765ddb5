using System.Globalization;
using Workbook.Orchestration;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;
using KeyValuePair = Workbook.Shapes.Ecs.KeyValuePair;

namespace Workbook.Server.Api.Ecs;

/// <summary>A task as DescribeTasks shows it.</summary>
internal static class TaskView
{
    public static TaskShape Of(World world, EcsTask task, bool withTags)
    {
        var definition = world.TaskDefinitions[task.DefinitionKey].Definition;
        var arn = Arn.Task(world.Scope, task.ClusterName, task.Id).ToString();
        return new()
        {
            TaskArn = arn,
            ClusterArn = Arn.Cluster(world.Scope, task.ClusterName).ToString(),
            TaskDefinitionArn = definition.TaskDefinitionArn,
            ContainerInstanceArn = task.ContainerInstanceId is { } instance ? Arn.ContainerInstance(world.Scope, task.ClusterName, instance).ToString() : null,
            Group = task.Group,
            StartedBy = task.StartedBy,
            LaunchType = task.LaunchType,
            CapacityProviderName = task.CapacityProviderName,
            PlatformVersion = task.PlatformVersion,
            PlatformFamily = task.PlatformFamily,
            AvailabilityZone = task.AvailabilityZone.Length == 0 ? null : task.AvailabilityZone,
            Cpu = task.Cpu,
            Memory = task.Memory,
            EphemeralStorage = task.EphemeralStorageGiB is { } size ? new() { SizeInGiB = size } : null,
            FargateEphemeralStorage = task.EphemeralStorageGiB is { } fargate ? new() { SizeInGiB = fargate } : null,
            LastStatus = task.LastStatus.ToApi(),
            DesiredStatus = task.DesiredStatus,
            HealthStatus = task.Health.ToApi(),
            Connectivity = task.ConnectivityAt is null ? null : Connectivity.Connected,
            ConnectivityAt = task.ConnectivityAt,
            CreatedAt = task.CreatedAt,
            PullStartedAt = task.PullStartedAt,
            PullStoppedAt = task.PullStoppedAt,
            StartedAt = task.StartedAt,
            StoppingAt = task.StoppingAt,
            ExecutionStoppedAt = task.ExecutionStoppedAt,
            StoppedAt = task.StoppedAt,
            StopCode = task.StopCode,
            StoppedReason = task.StoppedReason,
            EnableExecuteCommand = task.EnableExecuteCommand,
            Overrides = OverridesOf(task),
            InferenceAccelerators = [],
            Attachments = task.Network is { } network ? [Attachment(world.Scope.Region, network)] : [],
            Attributes = task.LaunchType == LaunchType.Fargate ? [new() { Name = "ecs.cpu-architecture", Value = Architecture(definition) }] : [],
            Containers = task.Containers.Select(container => Container(world, task, container, definition, arn)).ToValueList(),
            Tags = withTags ? task.Tags : [],
            Version = task.Version,
        };
    }

    private static Container Container(World world, EcsTask task, EcsContainer container, TaskDefinition definition, string taskArn)
    {
        var defined = Overrides.Of(definition, task.Overrides, container.Name);
        return new()
        {
            ContainerArn = Arn.Container(world.Scope, task.ClusterName, task.Id, container.Id).ToString(),
            TaskArn = taskArn,
            Name = container.Name,
            Image = container.Image,
            ImageDigest = container.ImageDigest,
            RuntimeId = container.RuntimeId,
            LastStatus = container.Status.ToApi(),
            ExitCode = container.ExitCode,
            Reason = container.Reason,
            HealthStatus = container.Health.ToApi(),
            NetworkBindings = container.NetworkBindings,
            NetworkInterfaces = task.Network is { PrivateIpv4Address: { } address } network
                ? [new() { AttachmentId = network.AttachmentId, PrivateIpv4Address = address }]
                : [],
            Cpu = Text(defined.Cpu ?? 0),
            Memory = defined.Memory is { } memory ? Text(memory) : null,
            MemoryReservation = defined.MemoryReservation is { } reservation ? Text(reservation) : null,
            ManagedAgents = ExecuteCommandAgent.Of(task, container) is { } agent
                ? [new() { Name = ManagedAgentName.ExecuteCommandAgent, LastStatus = agent.Status, LastStartedAt = agent.StartedAt, Reason = agent.Reason }]
                : null,
        };
    }

    // ECS names every container in the overrides, also those that nothing was overridden for.
    private static TaskOverride OverridesOf(EcsTask task) => task.Overrides with
    {
        ContainerOverrides = task.Containers
            .Select(container => task.Overrides.ContainerOverrides?.FirstOrDefault(over => over.Name == container.Name) ?? new() { Name = container.Name })
            .ToValueList(),
        InferenceAcceleratorOverrides = task.Overrides.InferenceAcceleratorOverrides ?? [],
    };

    private static Attachment Attachment(string region, TaskNetwork network) => new()
    {
        Id = network.AttachmentId,
        Type = "ElasticNetworkInterface",
        Status = network.Status,
        Details = Details(region, network).ToValueList(),
    };

    private static IEnumerable<KeyValuePair> Details(string region, TaskNetwork network)
    {
        yield return new() { Name = "subnetId", Value = network.SubnetId };
        if (network.NetworkInterfaceId is null) yield break;
        yield return new() { Name = "networkInterfaceId", Value = network.NetworkInterfaceId };
        yield return new() { Name = "macAddress", Value = network.MacAddress };
        yield return new() { Name = "privateDnsName", Value = PrivateDnsName.Of(region, network.PrivateIpv4Address!) };
        yield return new() { Name = "privateIPv4Address", Value = network.PrivateIpv4Address };
    }

    private static string Architecture(TaskDefinition definition) =>
        definition.RuntimePlatform?.CpuArchitecture == CPUArchitecture.Arm64 ? "arm64" : "x86_64";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
