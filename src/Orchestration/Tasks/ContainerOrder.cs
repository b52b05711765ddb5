using System.Diagnostics;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>Whether a container's dependencies let it start (see "dependsOn" and "Container dependency").</summary>
internal enum Readiness
{
    Ready,
    Waiting,

    /// <summary>A dependency ended in a way that can never satisfy its condition.</summary>
    Never,
}

/// <summary>
/// Orders a task's containers by <c>dependsOn</c>, forwards to start and backwards to stop. The agent reads <c>links</c> and
/// <c>volumesFrom</c> as dependencies too: what is linked, or lends its volumes, has to be there first, and so has the log router of who
/// prints to it.
/// </summary>
internal static class ContainerOrder
{
    /// <summary>How ready a container is, and which dependency holds it up.</summary>
    public static (Readiness Readiness, ContainerDependency? Because) Readiness(EcsTask task, TaskDefinition definition, ContainerDefinition container)
    {
        ContainerDependency? waitingFor = null;
        foreach (var dependency in DependenciesOf(definition, container))
        {
            switch (Check(task, dependency))
            {
                case Tasks.Readiness.Never: return (Tasks.Readiness.Never, dependency);
                case Tasks.Readiness.Waiting: waitingFor ??= dependency; break;
                case Tasks.Readiness.Ready: break;
                default: throw new UnreachableException();
            }
        }
        return (waitingFor is null ? Tasks.Readiness.Ready : Tasks.Readiness.Waiting, waitingFor);
    }

    /// <summary>The dependencies that are not as they have to be but still may become so.</summary>
    public static IEnumerable<ContainerDependency> WaitingFor(EcsTask task, TaskDefinition definition, ContainerDefinition container) =>
        DependenciesOf(definition, container).Where(dependency => Check(task, dependency) == Tasks.Readiness.Waiting);

    public static bool DependsOnOthers(TaskDefinition definition, ContainerDefinition container) => DependenciesOf(definition, container).Any();

    /// <summary>True when every container that waited for this one has stopped, so that this one may.</summary>
    public static bool MayStop(EcsTask task, TaskDefinition definition, string container) =>
        !definition.ContainerDefinitions!.Any(other =>
            DependenciesOf(definition, other).Any(dependency => dependency.ContainerName == container)
            && !task.Container(other.Name!).IsStopped);

    private static IEnumerable<ContainerDependency> DependenciesOf(TaskDefinition definition, ContainerDefinition container) =>
        (container.DependsOn ?? [])
            .Concat((container.Links ?? []).Select(link => Started(link.Split(':')[0])))
            .Concat((container.VolumesFrom ?? []).Select(from => Started(from.SourceContainer!)))
            .Concat(container.LogConfiguration?.LogDriver == LogDriver.Awsfirelens ? definition.ContainerDefinitions!.Where(IsRouter).Select(router => Started(router.Name!)) : []);

    private static bool IsRouter(ContainerDefinition container) => container.FirelensConfiguration is not null;

    private static ContainerDependency Started(string container) => new() { ContainerName = container, Condition = ContainerCondition.Start };

    private static Readiness Check(EcsTask task, ContainerDependency dependency) =>
        Check(task.Container(dependency.ContainerName!), dependency.Condition!);

    private static Readiness Check(EcsContainer target, string condition) => condition switch
    {
        ContainerCondition.Start => target.HasRun ? Tasks.Readiness.Ready : IfStopped(target),
        ContainerCondition.Complete => target is { HasRun: true, IsStopped: true } ? Tasks.Readiness.Ready : IfStopped(target),
        ContainerCondition.Success => target is { HasRun: true, IsStopped: true, ExitCode: 0 } ? Tasks.Readiness.Ready : IfStopped(target),
        ContainerCondition.Healthy => target is { Status: ContainerStatus.Running, Health: ContainerHealth.Healthy } ? Tasks.Readiness.Ready
            : IfStopped(target),
        _ => throw new UnreachableException($"Condition {condition}"),
    };

    private static Readiness IfStopped(EcsContainer target) => target.IsStopped ? Tasks.Readiness.Never : Tasks.Readiness.Waiting;
}
