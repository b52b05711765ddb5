using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>
/// <c>startTimeout</c>: how long others wait for a container to reach the condition they depend on. Its clock starts when
/// the container starts; without one they wait for ever, as the agent's <c>hasDependencyTimedOut</c> has it.
/// </summary>
internal static class StartTimeouts
{
    /// <summary>The dependency of a container that is given up first, and when; null when it waits for none that has a timeout.</summary>
    public static (ContainerDependency Dependency, DateTimeOffset Deadline)? First(EcsTask task, TaskDefinition definition, ContainerDefinition container)
    {
        (ContainerDependency, DateTimeOffset Deadline)? first = null;
        foreach (var dependency in ContainerOrder.WaitingFor(task, definition, container))
        {
            if (task.Container(dependency.ContainerName!).StartedAt is not { } startedAt) continue;
            if (definition.ContainerDefinitions!.First(other => other.Name == dependency.ContainerName).StartTimeout is not { } seconds) continue;
            var deadline = startedAt + TimeSpan.FromSeconds(seconds);
            if (first is null || deadline < first.Value.Deadline) first = (dependency, deadline);
        }
        return first;
    }

    /// <summary>The next deadline of a container that is ready but for its dependencies.</summary>
    public static Wake? NextWake(EcsTask task, TaskDefinition definition)
    {
        if (task is not { IsWanted: true, LastStatus: EcsTaskStatus.Pending or EcsTaskStatus.Running }) return null;
        DateTimeOffset? next = null;
        foreach (var container in definition.ContainerDefinitions!)
        {
            if (task.Container(container.Name!).Status != ContainerStatus.Pulled) continue;
            if (ContainerOrder.Readiness(task, definition, container).Readiness != Readiness.Waiting) continue;
            if (First(task, definition, container)?.Deadline is { } deadline && (next is null || deadline < next)) next = deadline;
        }
        return next is { } at ? new(at, IsUpkeep: false) : null;
    }
}
