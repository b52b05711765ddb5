using System.Diagnostics;
using System.Globalization;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Metadata;

/// <summary>A task as the metadata endpoint shows it.</summary>
internal static class TaskMetadataView
{
    private const double UnitsPerCpu = 1024;
    private const int DefaultStorageGiB = 20;

    // Fargate shows 20 GiB as 20,496 MiB = 20 · 1024 + 16.
    private const int MiBPerGiB = 1024, StorageOnTop = 16;

    // Milliseconds. Containers have the machine's clock, of whose error nothing is known; this is what AWS usually shows.
    private const double ClockErrorBound = 0.5;

    public static TaskMetadata Of(AgentTask asked, IEnumerable<AgentContainer> containers, bool withTags, DateTimeOffset now)
    {
        var task = asked.Task;
        var instance = task.ContainerInstanceId is { } id ? asked.World.ContainerInstances.GetValueOrDefault(id) : null;
        return new()
        {
            Cluster = asked.Cluster,
            TaskArn = asked.Arn,
            Family = task.Family,
            Revision = RevisionOf(asked),
            DesiredStatus = task.DesiredStatus,
            KnownStatus = StatusOf(task),
            Limits = Limits(task, asked.Definition),
            PullStartedAt = task.PullStartedAt,
            PullStoppedAt = task.PullStoppedAt,
            ExecutionStoppedAt = task.ExecutionStoppedAt,
            AvailabilityZone = task.AvailabilityZone.Length == 0 ? null : task.AvailabilityZone,
            TaskTags = withTags ? Map(task.Tags) : null,
            ContainerInstanceTags = withTags && instance is not null ? Map(instance.Tags) : null,
            LaunchType = task.LaunchType,
            Containers = [.. containers.Select(ContainerMetadataView.Of)],
            VpcId = asked.World.FindEc2<Ec2Instance>(instance?.Ec2InstanceId) is { } machine ? asked.World.FindEc2<Ec2Subnet>(machine.SubnetId)?.VpcId : null,
            ServiceName = task.ServiceName,
            ClockDrift = asked.IsFargate ? new(ClockErrorBound, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)), "SYNCHRONIZED") : null,
            // What containers write to their disks is not measured.
            EphemeralStorageMetrics = asked.IsFargate ? new(0, (task.EphemeralStorageGiB ?? DefaultStorageGiB) * MiBPerGiB + StorageOnTop) : null,
            FaultInjectionEnabled = asked.IsFargate ? null : asked.Definition.EnableFaultInjection ?? false,
        };
    }

    /// <summary>As it was before the agent told of launch types, VPCs and services.</summary>
    public static TaskMetadata InVersion3(TaskMetadata task) => task with
    {
        LaunchType = null,
        Containers = [.. task.Containers.Select(ContainerMetadataView.InVersion3)],
        VpcId = null,
        ServiceName = null,
        ClockDrift = null,
        EphemeralStorageMetrics = null,
        FaultInjectionEnabled = null,
    };

    public static string RevisionOf(AgentTask task) => task.Definition.Revision!.Value.ToString(CultureInfo.InvariantCulture);

    // The agent knows a task by what its containers have come to; what ECS does before and after is nothing to it.
    private static string StatusOf(EcsTask task) => task.LastStatus switch
    {
        EcsTaskStatus.Provisioning => "NONE",
        EcsTaskStatus.Pending => ContainerMetadataView.StatusOf(task.Containers.MinBy(container => container.Status)!) is var slowest and ("NONE" or "PULLED") ? slowest : "CREATED",
        EcsTaskStatus.Activating or EcsTaskStatus.Running or EcsTaskStatus.Deactivating or EcsTaskStatus.Stopping => "RUNNING",
        EcsTaskStatus.Deprovisioning or EcsTaskStatus.Stopped => "STOPPED",
        _ => throw new UnreachableException($"Status {task.LastStatus}"),
    };

    // Only what was asked for the task as a whole; DescribeTasks sums its containers up where nothing was.
    private static LimitsMetadata? Limits(EcsTask task, TaskDefinition definition)
    {
        var cpu = (task.Overrides.Cpu ?? definition.Cpu) is null ? null : task.Cpu;
        var memory = (task.Overrides.Memory ?? definition.Memory) is null ? null : task.Memory;
        // 256 CPU units → 0.25 vCPUs
        return cpu is null && memory is null ? null : new(
            cpu is null ? null : double.Parse(cpu, CultureInfo.InvariantCulture) / UnitsPerCpu,
            memory is null ? null : long.Parse(memory, CultureInfo.InvariantCulture));
    }

    private static ValueMap<string>? Map(ValueList<Tag> tags) =>
        tags.Count == 0 ? null : new(tags.Select(tag => new KeyValuePair<string, string>(tag.Key!, tag.Value ?? "")));
}
