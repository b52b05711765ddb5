using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>Tells a deployment how its launches go: what failed slows it down and counts towards its circuit breaker.</summary>
internal static class LaunchOutcome
{
    private static readonly TimeSpan NoTime = TimeSpan.FromSeconds(1);

    /// <summary>What a signal killed has 128 and the signal's number for an exit code: somebody else ended it.</summary>
    private const int FirstOfSignals = 128;

    public static World Note(World world, EcsTask before, EcsTask after, DateTimeOffset now)
    {
        var ended = before.IsWanted && !after.IsWanted;
        var runs = before.StartedAt is null && after.StartedAt is not null;
        var works = !before.WasHealthy && after.WasHealthy;
        if (world.ServiceOf(after) is not { } service) return world;
        var slower = ended && (NeverRan(after) || EndedAtOnce(after, now));
        if (service.TaskSets.FirstOrDefault(each => each.Id == after.StartedBy) is { } taskSet)
            return slower || runs ? ServiceReducer.Put(world, service.With(taskSet with { Throttle = Next(taskSet.Throttle) })) : world;
        if (service.Deployments.FirstOrDefault(each => each.Id == after.StartedBy) is not { } deployment) return world;

        var next = deployment with { Throttle = Next(deployment.Throttle) };
        if (ended && IsFailure(after, world.TallyOf(deployment))) next = next with { FailedTasks = next.FailedTasks + 1, UpdatedAt = now };
        if (works) next = DeploymentMonitors.AfterHealthyTask(service, next);
        return next == deployment ? world : ServiceReducer.Put(world, service.With(next));

        LaunchThrottle Next(LaunchThrottle throttle) => slower ? throttle.Failed(now) : runs ? LaunchThrottle.Open : throttle;
    }

    /// <summary>It went from PENDING to its end; what ends after it was RUNNING for a while slows nothing down.</summary>
    private static bool NeverRan(EcsTask task) =>
        task is { StartedAt: null, StopCode: TaskStopCode.TaskFailedToStart or TaskStopCode.EssentialContainerExited };

    /// <summary>
    /// It ended by itself in the moment in which it began. On AWS starting a task takes long enough to slow such a row down; where it takes none, the
    /// next one would follow at once, and so on without end.
    /// </summary>
    private static bool EndedAtOnce(EcsTask task, DateTimeOffset now) =>
        task is { StopCode: TaskStopCode.EssentialContainerExited, StartedAt: { } startedAt } && now - startedAt < NoTime
        && !task.Containers.Any(container => container.ExitCode > FirstOfSignals);

    /// <summary>
    /// It could not start, while no other task of the deployment runs; or it ended before it ever was healthy, or failed its
    /// health checks.
    /// </summary>
    private static bool IsFailure(EcsTask task, DeploymentTally others) => task.StopCode switch
    {
        TaskStopCode.TaskFailedToStart => others.Running == 0,
        TaskStopCode.EssentialContainerExited => !task.WasHealthy,
        TaskStopCode.ServiceSchedulerInitiated => StopReasons.IsFailedHealthCheck(task.StoppedReason),
        _ => false,
    };
}
