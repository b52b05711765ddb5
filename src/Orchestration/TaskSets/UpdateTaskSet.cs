using Workbook.Orchestration.Services;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskSets;

/// <summary>UpdateTaskSet and UpdateServicePrimaryTaskSet: how large a task set is, and which one serves.</summary>
public static class UpdateTaskSet
{
    /// <exception cref="ApiException">There is no such task set, it is being deleted, or the scale is none.</exception>
    public static (World World, EcsService Service, EcsTaskSet TaskSet) Apply(World world, UpdateTaskSetRequest request, DateTimeOffset now)
    {
        var service = TaskSetIdentifiers.ServiceOf(world, request.Cluster, request.Service);
        var taskSet = Changeable(world, service, request.TaskSet);
        var scale = ScaleRules.Percent(request.Scale ?? throw EcsErrors.InvalidParameter("Scale can not be blank."));
        return Put(world, service.With(taskSet with { Scale = scale, UpdatedAt = now }), taskSet.Id);
    }

    /// <summary>The task set becomes PRIMARY, and the one that was becomes ACTIVE.</summary>
    /// <exception cref="ApiException">There is no such task set, or it is being deleted.</exception>
    public static (World World, EcsService Service, EcsTaskSet TaskSet) MakePrimary(World world, UpdateServicePrimaryTaskSetRequest request, DateTimeOffset now)
    {
        var service = TaskSetIdentifiers.ServiceOf(world, request.Cluster, request.Service);
        var taskSet = Changeable(world, service, request.PrimaryTaskSet);
        if (taskSet.Status == EcsTaskSet.Primary) return (world, service, taskSet);
        if (service.TaskSets.FirstOrDefault(each => each.Status == EcsTaskSet.Primary) is { } before)
            service = service.With(before with { Status = EcsTaskSet.Active, UpdatedAt = now });
        return Put(world, service.With(taskSet with { Status = EcsTaskSet.Primary, UpdatedAt = now }), taskSet.Id);
    }

    private static EcsTaskSet Changeable(World world, EcsService service, string? identifier) =>
        TaskSetIdentifiers.Existing(world, service, identifier) is { Status: not EcsTaskSet.Draining } taskSet
            ? taskSet
            : throw EcsErrors.InvalidParameter("The task set is DRAINING and can not be changed any more.");

    internal static (World World, EcsService Service, EcsTaskSet TaskSet) Put(World world, EcsService service, string taskSetId)
    {
        world = ServiceReducer.Put(world, service);
        service = world.Services[service.Key];
        return (world, service, service.TaskSets.First(each => each.Id == taskSetId));
    }
}
