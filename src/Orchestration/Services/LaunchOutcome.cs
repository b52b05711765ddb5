using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>Tells a deployment how its launches go: what failed slows it down and counts towards its circuit breaker.</summary>
internal static class LaunchOutcome
{
    public static World Note(World world, EcsTask before, EcsTask after, DateTimeOffset now)
    {
        var failed = before.IsWanted && !after.IsWanted && IsFailure(after);
        var succeeded = !before.WasHealthy && after.WasHealthy;
        if (!failed && !succeeded) return world;
        if (!world.Services.TryGetValue(EcsService.KeyOf(after.ClusterName, after.ServiceName!), out var service)) return world;
        if (service.TaskSets.FirstOrDefault(each => each.Id == after.StartedBy) is { } taskSet)
            return ServiceReducer.Put(world, service.With(taskSet with { Throttle = failed ? taskSet.Throttle.Failed(now) : LaunchThrottle.Open }));
        var deployment = service.Deployments.FirstOrDefault(each => each.Id == after.StartedBy);
        if (deployment is null) return world;
        return ServiceReducer.Put(world, service.With(failed
            ? deployment with { FailedTasks = deployment.FailedTasks + 1, Throttle = deployment.Throttle.Failed(now), UpdatedAt = now }
            : DeploymentMonitors.AfterHealthyTask(service, deployment)));
    }

    /// <summary>It could not start, ended before it ever was healthy, or failed its health checks.</summary>
    private static bool IsFailure(EcsTask task) => task.StopCode switch
    {
        TaskStopCode.TaskFailedToStart => true,
        TaskStopCode.EssentialContainerExited => !task.WasHealthy,
        TaskStopCode.ServiceSchedulerInitiated => task.StoppedReason == StopReasons.FailedHealthChecks,
        _ => false,
    };
}
