using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskSets;

/// <summary>DeleteTaskSet: the task set is DRAINING until its tasks are gone, then it is no more.</summary>
public static class DeleteTaskSet
{
    /// <summary>An ACTIVE task set may be deleted with its tasks; the PRIMARY one only with <c>force</c>, as nothing would serve any more.</summary>
    /// <exception cref="ApiException">There is no such task set, or it is PRIMARY and <c>force</c> is not set.</exception>
    public static (World World, EcsService Service, EcsTaskSet TaskSet) Apply(World world, DeleteTaskSetRequest request, DateTimeOffset now)
    {
        var service = TaskSetIdentifiers.ServiceOf(world, request.Cluster, request.Service);
        var taskSet = TaskSetIdentifiers.Existing(world, service, request.TaskSet);
        if (taskSet.Status == EcsTaskSet.Draining) return (world, service, taskSet);
        if (taskSet.Status == EcsTaskSet.Primary && request.Force != true) throw EcsErrors.InvalidParameter("Primary TaskSet cannot be deleted");
        return UpdateTaskSet.Put(world, service.With(taskSet with { Status = EcsTaskSet.Draining, Throttle = LaunchThrottle.Open, UpdatedAt = now }), taskSet.Id);
    }
}
