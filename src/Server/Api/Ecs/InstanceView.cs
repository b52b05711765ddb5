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
    public static ContainerInstance Of(World world, Instance instance, bool withTags)
    {
        var tasks = world.TaskIndex[TaskBuckets.By(TaskBuckets.All(instance.ClusterName, DesiredStatus.Running), "instance", instance.Id)]
            .Select(id => world.Tasks[id].LastStatus)
            .ToList();
        return new()
        {
            ContainerInstanceArn = Arn.ContainerInstance(world.Scope, instance.ClusterName, instance.Id).ToString(),
            Ec2InstanceId = instance.Ec2InstanceId,
            Status = instance.Status,
            AgentConnected = instance.AgentConnected,
            RegisteredResources = Resources(instance.Registered),
            RemainingResources = Resources(instance.Remaining),
            RunningTasksCount = tasks.Count(status => status == EcsTaskStatus.Running),
            PendingTasksCount = tasks.Count(status => status < EcsTaskStatus.Running),
            Attributes = instance.Attributes,
            Attachments = [],
            VersionInfo = instance.VersionInfo ?? new(),
            RegisteredAt = instance.RegisteredAt,
            Tags = withTags ? instance.Tags : [],
            Version = 1,
        };
    }

    private static ValueList<Resource> Resources(InstanceResources resources) =>
    [
        Whole("CPU", resources.Cpu),
        Whole("MEMORY", resources.Memory),
        Ports("PORTS", resources.TcpPorts),
        Ports("PORTS_UDP", resources.UdpPorts),
    ];

    private static Resource Whole(string name, int value) => new() { Name = name, Type = "INTEGER", IntegerValue = value, LongValue = 0, DoubleValue = 0 };

    private static Resource Ports(string name, ValueList<int> ports) => new()
    {
        Name = name,
        Type = "STRINGSET",
        IntegerValue = 0,
        LongValue = 0,
        DoubleValue = 0,
        StringSetValue = ports.Select(port => port.ToString(CultureInfo.InvariantCulture)).ToValueList(),
    };
}
