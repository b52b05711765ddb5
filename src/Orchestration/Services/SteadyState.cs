using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>Says when a service has nothing left to do, and again every six hours while that is so.</summary>
internal static class SteadyState
{
    public static void Judge(Draft draft, string key)
    {
        var service = draft.World.Services[key];
        var steady = IsSteady(draft.World, service);
        if (!steady && service.SteadySince is not null)
            draft.Decide(new LeaveSteadyState(key, "The service has something to do again."));
        else if (steady && (service.SteadySince is null || service.SteadySince + ServiceWakes.BetweenSteadyStates <= draft.Now))
            draft.Decide(new NoteSteadyState(key, "As many tasks as desired run, and nothing else is under way."));
    }

    private static bool IsSteady(World world, EcsService service)
    {
        var owners = service.Deployments.Select(each => (each.Id, Desired: service.DesiredCount))
            .Concat(service.TaskSets.Select(each => (each.Id, Desired: each.DesiredCountOf(service.DesiredCount))));
        return !service.IsUnplaced
            // Without a task set nothing of an EXTERNAL service runs, however many tasks are desired.
            && (service.Controller != DeploymentControllerType.External || service.TaskSets.Count > 0)
            && service.Deployments.All(each => each is { IsPrimary: true, IsInProgress: false })
            && owners.All(owner => world.TallyOf(owner.Id) is { Pending: 0, Stopping: 0 } tally
                && tally.Running == owner.Desired && tally.Healthy == owner.Desired);
    }
}
