using Workbook.Orchestration.LoadBalancing;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>
/// A task's health from its containers': UNHEALTHY when an essential container is, HEALTHY when all that have a check are,
/// else UNKNOWN (see "Determine Amazon ECS task health using container health checks").
/// </summary>
internal static class TaskHealth
{
    public static bool IsChecked(TaskDefinition definition) => definition.ContainerDefinitions!.Any(Counts);

    /// <summary>The same task with its health brought up to date.</summary>
    public static EcsTask Update(EcsTask task, TaskDefinition definition, TargetsHealth targets)
    {
        var next = task.HasHealthCheck ? task with { Health = Of(task, definition) } : task;
        if (next.TargetsHealth != targets) next = next with { TargetsHealth = targets };
        return next.WasHealthy || !next.IsHealthy ? next : next with { WasHealthy = true };
    }

    private static ContainerHealth Of(EcsTask task, TaskDefinition definition)
    {
        var healths = definition.ContainerDefinitions!.Where(Counts).Select(container => task.Container(container.Name!).Health).ToList();
        if (healths.Contains(ContainerHealth.Unhealthy)) return ContainerHealth.Unhealthy;
        return healths.Contains(ContainerHealth.Unknown) ? ContainerHealth.Unknown : ContainerHealth.Healthy;
    }

    private static bool Counts(ContainerDefinition container) => container.HealthCheck is not null && container.Essential != false;
}
