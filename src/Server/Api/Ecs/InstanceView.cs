using System.Globalization;
using Workbook.Orchestration;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

/// <summary>A container instance as the API shows it.</summary>
internal static class InstanceView
{
    /// <summary>What registering and changing answer with.</summary>
    public static ValueList<string> WithTags { get; } = [ContainerInstanceField.Tags];

    public static ContainerInstance Of(World world, Instance instance, ValueList<string> include)
    {
        var tasks = world.TaskIndex[TaskBuckets.By(TaskBuckets.All(instance.ClusterName, DesiredStatus.Running), "instance", instance.Id)]
            .Select(id => world.Tasks[id].LastStatus)
            .ToList();
        return new()
        {
            ContainerInstanceArn = Arn.ContainerInstance(world.Scope, instance.ClusterName, instance.Id).ToString(),
            Ec2InstanceId = instance.Ec2InstanceId,
            CapacityProviderName = instance.CapacityProviderName,
            Status = instance.Status,
            StatusReason = instance.StatusReason,
            AgentConnected = instance.AgentConnected,
            AgentUpdateStatus = instance.AgentUpdateStatus,
            RegisteredResources = Resources(instance, instance.Registered),
            RemainingResources = Resources(instance, instance.Remaining),
            RunningTasksCount = tasks.Count(status => status == EcsTaskStatus.Running),
            PendingTasksCount = tasks.Count(status => status < EcsTaskStatus.Running),
            Attributes = instance.Attributes,
            Attachments = [],
            VersionInfo = instance.VersionInfo ?? new(),
            RegisteredAt = instance.RegisteredAt,
            Tags = include.Contains(ContainerInstanceField.Tags) ? instance.Tags : [],
            HealthStatus = include.Contains(ContainerInstanceField.ContainerInstanceHealth) ? Health(instance) : null,
            Version = instance.Version,
        };
    }

    // Without its agent nobody tells how the container runtime does.
    private static ContainerInstanceHealthStatus Health(Instance instance)
    {
        var state = instance.AgentConnected ? InstanceHealthCheckState.Ok : InstanceHealthCheckState.InsufficientData;
        var since = instance.AgentSince ?? instance.RegisteredAt;
        return new()
        {
            OverallStatus = state,
            Details = [new() { Type = InstanceHealthCheckType.ContainerRuntime, Status = state, LastUpdated = since, LastStatusChange = since }],
        };
    }

    private static ValueList<Resource> Resources(Instance instance, InstanceResources resources)
    {
        ValueList<Resource> always =
        [
            Whole("CPU", resources.Cpu),
            Whole("MEMORY", resources.Memory),
            Set("PORTS", Ports(resources.TcpPorts)),
            Set("PORTS_UDP", Ports(resources.UdpPorts)),
        ];
        return instance.GpuIds.Count == 0 ? always : always.Append(Set("GPU", instance.GpuIds.Take(resources.Gpus).ToValueList())).ToValueList();
    }

    private static Resource Whole(string name, int value) => new() { Name = name, Type = "INTEGER", IntegerValue = value, LongValue = 0, DoubleValue = 0 };

    private static Resource Set(string name, ValueList<string> values) => new()
    {
        Name = name,
        Type = "STRINGSET",
        IntegerValue = 0,
        LongValue = 0,
        DoubleValue = 0,
        StringSetValue = values,
    };

    private static ValueList<string> Ports(ValueList<int> ports) => ports.Select(port => port.ToString(CultureInfo.InvariantCulture)).ToValueList();
}
