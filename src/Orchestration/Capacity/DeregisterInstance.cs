using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>DeregisterContainerInstance: the instance becomes INACTIVE. With <c>force</c> its tasks end, as far as ECS is concerned.</summary>
public static class DeregisterInstance
{
    /// <exception cref="ApiException">There is no such instance, or it has tasks and is not forced.</exception>
    public static (World World, Instance Instance) Apply(World world, DeregisterContainerInstanceRequest request, DateTimeOffset now)
    {
        var cluster = ClusterRules.Active(world, request.Cluster);
        var instance = InstanceRules.Registered(world, cluster.Name, request.ContainerInstance);
        if (request.Force != true && InstanceLoss.TasksOn(world, instance).Any())
            throw EcsErrors.InvalidParameter("Found running tasks on the instance.");
        world = InstanceLoss.Apply(world, instance, TaskStopCode.UserInitiated, InstanceLoss.Forced, now);
        return (world, world.ContainerInstances[instance.Id]);
    }
}
