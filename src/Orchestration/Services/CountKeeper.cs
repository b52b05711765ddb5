using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;

namespace Workbook.Orchestration.Services;

/// <summary>Keeps one deployment or task set at a number of tasks: starts what is missing, stops what is too many or unhealthy.</summary>
internal static class CountKeeper
{
    /// <param name="mayLaunch">False while launches are slowed down, and for a deployment that was given up.</param>
    public static void Keep(Draft draft, string key, string ownerId, int wanted, bool mayLaunch)
    {
        var unhealthy = Unhealthy(draft, key, ownerId);
        Replacement.StopUnhealthy(draft, key, ownerId, unhealthy);
        Replacement.StopOnDraining(draft, key, ownerId);

        var active = draft.World.TallyOf(ownerId).Active;
        if (active >= wanted) TaskStarter.Satisfied(draft, key, ownerId);
        if (active > wanted)
            TaskStopper.Stop(draft, draft.World.Services[key], ownerId, TaskStopper.Spare(draft.World, ownerId, active - wanted, new HashSet<string>()), $"{wanted} tasks are wanted of {ownerId}, and there are {active}.");
        else if (active < wanted && mayLaunch)
            TaskStarter.Start(draft, key, ownerId, wanted - active, $"{wanted} tasks are wanted of {ownerId}, and {active} are there.", Math.Min(unhealthy.Count, wanted - active));
    }

    /// <summary>Those that fail their health checks after their grace period; for the others the planner looks again.</summary>
    private static List<string> Unhealthy(Draft draft, string key, string ownerId)
    {
        var service = draft.World.Services[key];
        var grace = TimeSpan.FromSeconds(service.HealthCheckGracePeriodSeconds ?? 0);
        var ends = draft.World.TaskIndex[TaskBuckets.Unhealthy(ownerId)].Select(id => (Id: id, At: draft.World.Tasks[id].StartedAt!.Value + grace)).ToList();
        if (ends.Where(each => each.At > draft.Now).Select(each => (DateTimeOffset?)each.At).Min() is { } next && !(service.LookAgainAt <= next))
            draft.Decide(new LookAgain(key, next, "A task fails its health checks within the grace period after its start."));
        return [.. ends.Where(each => each.At <= draft.Now).Select(each => each.Id)];
    }
}
