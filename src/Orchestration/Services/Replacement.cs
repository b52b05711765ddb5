using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Services;

/// <summary>Stops tasks that are being replaced: unhealthy ones, and those that have to leave a draining container instance.</summary>
internal static class Replacement
{
    private const string Leaves = "Its container instance is being drained.";

    /// <summary>What has to be replaced, and a note when the planner has to look at it again.</summary>
    public static Replacing Watch(Draft draft, string key)
    {
        var service = draft.World.Services[key];
        var due = Replacing.Of(draft.World, service, draft.Now);
        if (due.LookAgainAt is { } at && (service.LookAgainAt is not { } known || at < known))
            draft.Decide(new LookAgain(key, at, "A task fails its health checks within the grace period after its start."));
        return due;
    }

    /// <summary>A task that never did its work is not waited for: its place is needed.</summary>
    public static void StopNeverHealthy(Draft draft, string key)
    {
        var service = draft.World.Services[key];
        var due = Replacing.Of(draft.World, service, draft.Now);
        StopUnhealthy(draft, key, service.Primary!.Id, [.. due.Unhealthy.Where(id => !draft.World.Tasks[id].WasHealthy)]);
    }

    public static void StopReplaced(Draft draft, string key, Replacing due)
    {
        var service = draft.World.Services[key];
        var pending = due.Leaving.Where(id => IsWanted(draft.World, id) && draft.World.Tasks[id].LastStatus < EcsTaskStatus.Running).ToList();
        TaskStopper.Stop(draft, service, service.Primary!.Id, pending, Leaves);

        // A replacement that is healthy lets one of the unhealthy ones go: desired 4, 4 healthy and 1 unhealthy → 1.
        var unhealthy = due.Unhealthy.Where(id => IsWanted(draft.World, id)).ToList();
        var healthy = draft.World.TallyOf(service.Primary!).Healthy;
        var replaced = Math.Clamp(healthy + unhealthy.Count - service.DesiredCount, 0, unhealthy.Count);
        if (replaced == 0 && unhealthy.Count > 0 && CannotStart(draft.World, service)) replaced = 1;
        StopUnhealthy(draft, key, service.Primary!.Id, unhealthy.GetRange(0, replaced));

        // desired 4, minimum 50 % → 2 have to stay; 4 are healthy → 2 may leave at once.
        var limits = RollingLimits.Of(service.DesiredCount, service.DeploymentConfiguration);
        var mayLeave = service.Deployments.Sum(each => draft.World.TallyOf(each).Healthy) - limits.MinimumHealthy;
        var running = due.Leaving.Where(id => IsWanted(draft.World, id)).Take(Math.Max(0, mayLeave)).ToList();
        TaskStopper.Stop(draft, service, service.Primary!.Id, running, Leaves);
    }

    /// <summary>
    /// Of the older deployments' tasks those that serve best: healthy ones (first of all those that are protected
    /// and stay anyway), of deployments that have not failed, on container instances that stay; then those that are still
    /// coming up. Among equals those of the newest deployment.
    /// </summary>
    public static IReadOnlySet<string> Best(World world, EcsService service, int count) => service.Deployments.Skip(1)
        .SelectMany(old => TaskStopper.Wanted(world, old.Id).Select(id => (Task: world.Tasks[id], old.HasFailed)))
        .OrderBy(each => (!each.Task.IsHealthy, !each.Task.IsProtected, each.HasFailed, each.Task.IsUnhealthy, IsLeaving(world, each.Task)))
        .Take(count)
        .Select(each => each.Task.Id)
        .ToHashSet(StringComparer.Ordinal);

    private static bool IsLeaving(World world, EcsTask task) => task.ContainerInstanceId is { } instance && world.DrainingInstances.Contains(instance);

    private static bool IsWanted(World world, string taskId) => world.Tasks[taskId].IsWanted;

    /// <summary>No replacement can come before something is stopped: the maximum is reached, or no instance has room.</summary>
    private static bool CannotStart(World world, EcsService service)
    {
        var tallies = service.Deployments.Select(world.TallyOf).ToList();
        var maximum = RollingLimits.Of(service.DesiredCount, service.DeploymentConfiguration).MaximumActive;
        return tallies.All(tally => tally is { Pending: 0, Stopping: 0 }) && (service.Primary!.Unplaced is not null || tallies.Sum(tally => tally.Active) >= maximum);
    }

    public static void StopUnhealthy(Draft draft, string key, string ownerId, IReadOnlyList<string> taskIds)
    {
        var service = draft.World.Services[key];
        var taskSet = service.TaskSetIn(ownerId);
        var byLoadBalancer = taskIds.ToLookup(id => draft.World.Tasks[id].TargetsHealth == TargetsHealth.Unhealthy);
        foreach (var id in byLoadBalancer[true])
        {
            var (message, stoppedReason) = TaskTargets.Failure(draft.World, service, draft.World.Tasks[id], taskSet);
            draft.Decide(new AddServiceEvent(key, message, "A load balancer's health checks say so."));
            TaskStopper.Stop(draft, service, ownerId, [id], "It is unhealthy in a target group.", stoppedReason);
        }
        var byContainer = byLoadBalancer[false].ToList();
        foreach (var id in byContainer)
            draft.Decide(new AddServiceEvent(key, ServiceEvents.FailedHealthChecks(service, id, taskSet), "Its essential container's health check says so."));
        TaskStopper.Stop(draft, service, ownerId, byContainer, "It is UNHEALTHY.", StopReasons.FailedHealthChecks);
    }

    /// <summary>Stops those on draining instances at once: without a minimum nothing has to be waited for.</summary>
    public static void StopOnDraining(Draft draft, string key, string ownerId)
    {
        if (draft.World.DrainingInstances.IsEmpty) return;
        var leaving = TaskStopper.Wanted(draft.World, ownerId).Where(id => IsLeaving(draft.World, draft.World.Tasks[id])).ToList();
        TaskStopper.Stop(draft, draft.World.Services[key], ownerId, leaving, Leaves);
    }
}
