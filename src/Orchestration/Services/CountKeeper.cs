using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Services;

/// <summary>Keeps one deployment at a number of tasks: starts what is missing, stops what is too many or unhealthy.</summary>
internal static class CountKeeper
{
    public static void Keep(Draft draft, string key, string deploymentId, int wanted)
    {
        var service = draft.World.Services[key];
        var deployment = service.Deployments.First(each => each.Id == deploymentId);
        if (deployment.DesiredCount != wanted) draft.Decide(new ResizeDeployment(key, deploymentId, wanted, $"Its stage wants {wanted} tasks of it."));

        var grace = TimeSpan.FromSeconds(service.HealthCheckGracePeriodSeconds ?? 0);
        var unhealthy = draft.World.TaskIndex[TaskBuckets.Unhealthy(deploymentId)].Where(id => draft.World.Tasks[id].StartedAt + grace <= draft.Now).ToList();
        Replacement.StopUnhealthy(draft, key, deploymentId, unhealthy);
        Replacement.StopOnDraining(draft, key, deploymentId);

        var active = draft.World.TallyOf(deployment).Active;
        if (active > wanted)
            TaskStopper.Stop(draft, service, deploymentId, TaskStopper.Spare(draft.World, deploymentId, active - wanted, new HashSet<string>()), $"{wanted} tasks are wanted of {deploymentId}.");
        else if (active < wanted && !deployment.HasFailed && !draft.World.Services[key].Deployments.First(each => each.Id == deploymentId).Throttle.Holds(draft.Now))
            TaskStarter.Start(draft, key, deploymentId, wanted - active, $"{wanted} tasks are wanted of {deploymentId}, and {active} are there.", Math.Min(unhealthy.Count, wanted - active));
    }
}
