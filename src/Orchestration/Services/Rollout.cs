using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.History;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>The beginning of a deployment: a new service revision, the deployment that runs it, and the record of both.</summary>
internal static class Rollout
{
    public static (World World, EcsService Service) Begin(World world, EcsService service, LaunchSpec spec, ServiceIds ids, DateTimeOffset now)
    {
        var deployment = new EcsDeployment(ids.DeploymentId, ids.RevisionId)
        {
            DesiredCount = service.DesiredCount,
            RolloutStateReason = $"ECS deployment {ids.DeploymentId} in progress.",
            CreatedAt = now,
            UpdatedAt = now,
        };
        var record = new EcsServiceDeployment(ids.ServiceDeploymentId, service.ClusterName, service.Name, ids.DeploymentId, ids.RevisionId)
        {
            Sources = service.Deployments.Where(each => !each.HasFailed).Select(each => new SourceRevision(each.RevisionId, each.Id)).ToValueList(),
            Configuration = service.DeploymentConfiguration,
            Status = ServiceDeploymentStatus.InProgress,
            CreatedAt = now,
            StartedAt = now,
            UpdatedAt = now,
        };
        world = Supersede(world, service, now)
            .Put(Revision(world, service, spec, ids.RevisionId, now) with { TargetGroupArns = TargetGroupPairs.Free(world, service, spec) })
            .Put(record);
        world = ServiceReducer.Put(world, service with
        {
            RevisionId = ids.RevisionId,
            ServiceDeploymentId = ids.ServiceDeploymentId,
            SteadySince = null,
            Deployments = service.Deployments.Select(each => each with { IsPrimary = false, Unplaced = null }).Prepend(deployment).ToValueList(),
        });
        world = Narration.Note(world, service, $"{deployment.Id} begins: {service.DesiredCount} tasks of {TaskDefinitionRevision.NameOf(spec.DefinitionKey)}", now);
        return (world, world.Services[service.Key]);
    }

    private static EcsServiceRevision Revision(World world, EcsService service, LaunchSpec spec, string id, DateTimeOffset now) => new(id, service.ClusterName, service.Name, spec)
    {
        CreatedAt = now,
        ContainerImages = world.TaskDefinitions[spec.DefinitionKey].Definition.ContainerDefinitions!
            .Select(container => new ContainerImage { ContainerName = container.Name, Image = container.Image })
            .ToValueList(),
    };

    /// <summary>A service deployment that is still under way ends when the next one begins.</summary>
    private static World Supersede(World world, EcsService service, DateTimeOffset now) =>
        world.RolloutOf(service) is { HasEnded: false } before
            ? world.Put(before with
            {
                Status = ServiceDeploymentStatus.Stopped,
                StatusReason = "Service deployment was superseded by a new service deployment.",
                FinishedAt = now,
                StoppedAt = now,
                UpdatedAt = now,
            })
            : world;

    /// <summary>Removes the revisions and service deployments of a service that is gone.</summary>
    public static World Forget(World world, EcsService service)
    {
        foreach (var id in world.RolloutIndex[RolloutBuckets.Revisions(service.Key)]) world = world.Remove(world.ServiceRevisions[id]);
        foreach (var key in world.RolloutIndex[RolloutBuckets.Deployments(service.Key)]) world = world.Remove(world.ServiceDeployments[key]);
        return world;
    }
}
