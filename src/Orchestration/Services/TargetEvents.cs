using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>
/// What a service with load balancers says when one of its tasks becomes a target and when it is one no more: between ACTIVATING and RUNNING,
/// and between DEACTIVATING and STOPPING ("Amazon ECS task lifecycle").
/// </summary>
internal static class TargetEvents
{
    /// <summary>The task's decisions, each followed by the events that come of it.</summary>
    public static IEnumerable<Decision> Among(World world, EcsTask task, IEnumerable<Decision> decisions)
    {
        foreach (var decision in decisions)
        {
            yield return decision;
            if (decision is not AdvanceTask { To: EcsTaskStatus.Running or EcsTaskStatus.Stopping } advance || TargetsOf(world, task) is not var (service, taskSetId, balancers)) continue;
            foreach (var told in advance.To == EcsTaskStatus.Running ? Begun(service, taskSetId, balancers) : task.LastStatus == EcsTaskStatus.Deactivating ? Ended(service, taskSetId, balancers) : [])
                yield return told;
        }
    }

    private static IEnumerable<Decision> Begun(EcsService service, string? taskSetId, ValueList<LoadBalancer> balancers) =>
        balancers.Select(each => new AddServiceEvent(service.Key, ServiceEvents.Registered(service, each, taskSetId), "The task runs and can be sent traffic."));

    private static IEnumerable<Decision> Ended(EcsService service, string? taskSetId, ValueList<LoadBalancer> balancers) =>
        balancers.Select(each => new AddServiceEvent(service.Key, ServiceEvents.Deregistered(service, each, taskSetId), "The task has to stop and is sent no more traffic."))
            .Append(new AddServiceEvent(service.Key, ServiceEvents.Draining(service, taskSetId), "Requests that are under way may end."));

    /// <summary>The service of a task that is a target somewhere; null of every other task.</summary>
    private static (EcsService Service, string? TaskSetId, ValueList<LoadBalancer> Balancers)? TargetsOf(World world, EcsTask task)
    {
        if (world.ServiceOf(task) is not { } service) return null;
        if (service.Deployments.FirstOrDefault(each => each.Id == task.StartedBy) is { } deployment)
            return world.ServiceRevisions[deployment.RevisionId].Spec.LoadBalancers is { Count: > 0 } balancers ? (service, null, balancers) : null;
        return service.TaskSets.FirstOrDefault(each => each.Id == task.StartedBy) is { Spec.LoadBalancers: { Count: > 0 } of } set ? (service, set.Id, of) : null;
    }
}
