using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>
/// <c>startTimeout</c>: how long others wait for a container to reach the condition they depend on, counted from when
/// the container's image was there. Without one they wait for three minutes, as the agent does.
/// </summary>
internal static class StartTimeouts
{
    private static readonly TimeSpan Default = TimeSpan.FromMinutes(3);

    /// <summary>When waiting for the dependency is given up; null while its clock does not run.</summary>
    public static DateTimeOffset? DeadlineOf(EcsTask task, TaskDefinition definition, ContainerDependency dependency)
    {
        var target = task.Container(dependency.ContainerName!);
        var start = target.StartedAt ?? task.PullStoppedAt;
        var seconds = definition.ContainerDefinitions!.First(container => container.Name == target.Name).StartTimeout;
        return start + (seconds is { } timeout ? TimeSpan.FromSeconds(timeout) : Default);
    }

    /// <summary>The next deadline of a container that is ready but for its dependencies.</summary>
    public static Wake? NextWake(EcsTask task, TaskDefinition definition)
    {
        if (task is not { IsWanted: true, LastStatus: EcsTaskStatus.Pending or EcsTaskStatus.Running }) return null;
        DateTimeOffset? next = null;
        foreach (var container in definition.ContainerDefinitions!)
        {
            if (task.Container(container.Name!).Status != ContainerStatus.Pulled) continue;
            if (ContainerOrder.Readiness(task, container) is not (Readiness.Waiting, { } because)) continue;
            if (DeadlineOf(task, definition, because) is { } deadline && (next is null || deadline < next)) next = deadline;
        }
        return next is { } at ? new(at, IsUpkeep: false) : null;
    }
}
