using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.History;
using Workbook.Orchestration.TaskSets;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>DeleteService: the service is DRAINING until its tasks have stopped, then INACTIVE.</summary>
public static class DeleteService
{
    /// <exception cref="ApiException">There is no such service, or it still wants tasks and <c>force</c> is not set.</exception>
    public static (World World, EcsService Service) Apply(World world, DeleteServiceRequest request, DateTimeOffset now)
    {
        var cluster = ClusterRules.Active(world, request.Cluster);
        var service = ServiceIdentifiers.Find(world, cluster.Name, request.Service) ?? throw EcsErrors.ServiceNotFound("Service not found.");
        if (!service.IsActive) return (world, service);
        if (request.Force != true)
        {
            if (!service.IsDaemon && service.DesiredCount > 0) throw EcsErrors.InvalidParameter("The service cannot be stopped while it is scaled above 0.");
            if (service.TaskSets.Count > 0) throw EcsErrors.InvalidParameter("The service cannot be stopped while deployments are active.");
        }

        world = StopRollout(world, service, now);
        world = ServiceReducer.Put(world, service with
        {
            Status = EcsService.Draining,
            DesiredCount = 0,
            HeldBack = null,
            SteadySince = null,
            LookAgainAt = null,
            UpkeepAt = null,
            TaskSets = service.TaskSets.Select(each => each with { Status = EcsTaskSet.Draining, Throttle = LaunchThrottle.Open, Unplaced = null, UpdatedAt = now }).ToValueList(),
            Deployments = service.Deployments.Select(each => each with { DesiredCount = 0, Throttle = LaunchThrottle.Open, Unplaced = null }).ToValueList(),
        });
        world = Narration.Note(world, service, "DeleteService was called", now);
        return (world, world.Services[service.Key]);
    }

    private static World StopRollout(World world, EcsService service, DateTimeOffset now) =>
        world.RolloutOf(service) is { HasEnded: false } rollout
            ? world.Put(rollout with { Status = ServiceDeploymentStatus.Stopped, StatusReason = "The service was deleted.", FinishedAt = now, StoppedAt = now, UpdatedAt = now })
            : world;
}
