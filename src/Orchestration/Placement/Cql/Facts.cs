using System.Diagnostics;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Placement.Cql;

/// <summary>What is true of an instance, looked up as far as an expression asks.</summary>
internal readonly record struct Facts(World World, Instance Instance)
{
    /// <summary>The values of a subject that is a text; task groups may be many.</summary>
    public IEnumerable<string> TextsOf(Subject subject)
    {
        var instance = Instance;
        return subject.Kind switch
        {
            SubjectKind.AgentConnected => [instance.AgentConnected ? "true" : "false"],
            SubjectKind.Ec2InstanceId => instance.Ec2InstanceId is { } id ? [id] : [],
            SubjectKind.TaskGroup => World.GroupNamesOn(instance.Id),
            SubjectKind.Attribute => instance.Attributes.Where(attribute => attribute.Name == subject.Attribute).Select(attribute => attribute.Value ?? ""),
            _ => throw new UnreachableException($"{subject} is no text."),
        };
    }

    /// <summary>The value of a subject that has an order, or null.</summary>
    public IComparable? ValueOf(Subject subject) => subject.Kind switch
    {
        SubjectKind.AgentVersion => AgentVersion.Of(Instance.VersionInfo?.AgentVersion),
        SubjectKind.RegisteredAt => Instance.RegisteredAt,
        SubjectKind.RunningTasksCount => RunningTasks(World, Instance),
        _ => throw new UnreachableException($"{subject} has no order of its own."),
    };

    // As DescribeContainerInstances counts them.
    private static long RunningTasks(World world, Instance instance) =>
        world.TaskIndex[TaskBuckets.By(TaskBuckets.All(instance.ClusterName, "RUNNING"), "instance", instance.Id)]
            .LongCount(id => world.Tasks[id].LastStatus == EcsTaskStatus.Running);
}
