using System.Diagnostics;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.TaskSets;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>Keeps a service's desired state: what the ECS service scheduler decides.</summary>
internal static class ServicePlanner
{
    public static void Plan(Draft draft, string key)
    {
        if (!draft.World.Services.TryGetValue(key, out var service)) return;
        if (ServiceWakes.HavePassed(service, draft.Now))
        {
            draft.Decide(new WakeService(key, "A time that the service waited for has come."));
            service = draft.World.Services[key];
        }
        switch (service.Status)
        {
            case EcsService.Inactive:
                if (service.NextWake?.At <= draft.Now) draft.Decide(new ForgetService(key, "Deleted services stay visible for one hour."));
                break;
            case EcsService.Draining:
                Drain(draft, service);
                break;
            case EcsService.Active:
                PlanActive(draft, service);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void PlanActive(Draft draft, EcsService service)
    {
        Complain(draft, service);
        switch (service.Controller)
        {
            case DeploymentControllerType.Ecs when service.IsDaemon:
                DaemonPlanner.Plan(draft, service.Key);
                break;
            case DeploymentControllerType.Ecs when StagedPlanner.Manages(draft.World, service):
                StagedPlanner.Plan(draft, service.Key);
                break;
            case DeploymentControllerType.Ecs or DeploymentControllerType.CodeDeploy:
                RollingPlanner.Plan(draft, service.Key);
                break;
            case DeploymentControllerType.External:
                TaskSetPlanner.Plan(draft, service.Key);
                break;
            default:
                throw new UnreachableException();
        }
        HeldBack.Judge(draft, service.Key);
        SteadyState.Judge(draft, service.Key);
    }

    /// <summary>Says once in a row of failures that launches fail again and again.</summary>
    private static void Complain(Draft draft, EcsService service)
    {
        var owners = service.Deployments.Select(each => (each.Id, each.Throttle)).Concat(service.TaskSets.Select(each => (each.Id, each.Throttle)));
        foreach (var slow in owners.Where(each => each.Throttle.IsComplaintDue))
            draft.Decide(new NoteInconsistent(service.Key, slow.Id, $"{slow.Throttle.FailedRounds} launches in a row failed before a task was RUNNING."));
    }

    private static void Drain(Draft draft, EcsService service)
    {
        foreach (var owner in service.OwnerIds)
            TaskStopper.Stop(draft, service, owner, [.. TaskStopper.Wanted(draft.World, owner)], "The service is being deleted.");
        var empty = service.OwnerIds
            .All(owner => !draft.World.DeploymentTallies.ContainsKey(owner));
        if (empty) draft.Decide(new RetireService(service.Key, "All tasks of the deleted service have stopped."));
    }
}
