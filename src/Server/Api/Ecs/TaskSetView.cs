using Workbook.Orchestration;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.TaskSets;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

/// <summary>A task set as the API shows it.</summary>
internal static class TaskSetView
{
    public static TaskSet Of(World world, EcsService service, EcsTaskSet taskSet, bool withTags)
    {
        var tally = world.TallyOf(taskSet.Id);
        var spec = taskSet.Spec;
        return new()
        {
            Id = taskSet.Id,
            TaskSetArn = TaskSetIdentifiers.ArnOf(world, service, taskSet.Id),
            ServiceArn = ServiceView.ArnOf(world, service),
            ClusterArn = Arn.Cluster(world.Scope, service.ClusterName).ToString(),
            ExternalId = taskSet.ExternalId,
            Status = taskSet.Status,
            TaskDefinition = ServiceView.DefinitionArn(world, spec),
            ComputedDesiredCount = taskSet.DesiredCountOf(service.DesiredCount),
            PendingCount = tally.Pending,
            RunningCount = tally.Running,
            CreatedAt = taskSet.CreatedAt,
            UpdatedAt = taskSet.UpdatedAt,
            LaunchType = spec.LaunchType,
            CapacityProviderStrategy = spec.CapacityProviderStrategy.Count > 0 ? ServiceView.Complete(spec.CapacityProviderStrategy) : null,
            PlatformVersion = ServiceView.PlatformVersion(spec),
            PlatformFamily = ServiceView.PlatformFamily(spec),
            NetworkConfiguration = spec.NetworkConfiguration,
            LoadBalancers = spec.LoadBalancers,
            ServiceRegistries = spec.ServiceRegistries,
            Scale = new() { Value = taskSet.Scale, Unit = ScaleUnit.Percent },
            StabilityStatus = taskSet.IsStable ? StabilityStatus.SteadyState : StabilityStatus.Stabilizing,
            StabilityStatusAt = taskSet.StabilityAt,
            Tags = withTags ? taskSet.Tags : [],
        };
    }
}
