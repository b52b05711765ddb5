using Workbook.Orchestration;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.TaskSets;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

/// <summary>A service as DescribeServices shows it.</summary>
internal static class ServiceView
{
    public static Service Of(World world, EcsService service, bool withTags)
    {
        var spec = SpecOf(world, service);
        var tallies = service.OwnerIds
            .Select(id => world.TallyOf(id))
            .ToList();
        var rollout = service.ServiceDeploymentId is { } id && world.ServiceDeployments.TryGetValue(EcsServiceDeployment.KeyOf(service.ClusterName, service.Name, id), out var last) ? last : null;
        return new()
        {
            ServiceArn = ArnOf(world, service),
            ServiceName = service.Name,
            ClusterArn = Arn.Cluster(world.Scope, service.ClusterName).ToString(),
            Status = service.Status,
            DesiredCount = service.DesiredCount,
            RunningCount = tallies.Sum(tally => tally.Running),
            PendingCount = tallies.Sum(tally => tally.Pending),
            LaunchType = spec is null ? service.CreatedFrom.LaunchType ?? LaunchType.Ec2 : spec.LaunchType,
            CapacityProviderStrategy = spec?.CapacityProviderStrategy is { Count: > 0 } strategy ? Complete(strategy) : null,
            PlatformVersion = PlatformVersion(spec),
            PlatformFamily = PlatformFamily(spec),
            TaskDefinition = spec is null ? null : DefinitionArn(world, spec),
            LoadBalancers = spec?.LoadBalancers ?? [],
            ServiceRegistries = spec?.ServiceRegistries ?? [],
            NetworkConfiguration = spec?.NetworkConfiguration,
            DeploymentConfiguration = service.DeploymentConfiguration,
            TaskSets = service.Controller == DeploymentControllerType.Ecs ? null : service.TaskSets.Select(each => TaskSetView.Of(world, service, each, withTags: false)).ToValueList(),
            Deployments = service.Deployments.Select(each => DeploymentOf(world, each)).ToValueList(),
            RoleArn = service.RoleArn,
            Events = service.Events,
            CreatedAt = service.CreatedAt,
            CurrentServiceDeployment = rollout is { HasEnded: false } ? Arn.ServiceDeployment(world.Scope, service.ClusterName, service.Name, rollout.Id).ToString() : null,
            CurrentServiceRevisions = service.Deployments.Where(each => !world.TallyOf(each).IsEmpty || each.IsPrimary).Select(each => RevisionOf(world, service, each)).ToValueList(),
            PlacementConstraints = service.PlacementConstraints,
            PlacementStrategy = service.PlacementStrategy,
            HealthCheckGracePeriodSeconds = service.HealthCheckGracePeriodSeconds ?? 0,
            SchedulingStrategy = service.SchedulingStrategy,
            DeploymentController = new() { Type = service.Controller },
            Tags = withTags ? service.Tags : null,
            CreatedBy = service.CreatedBy,
            EnableECSManagedTags = service.EnableEcsManagedTags,
            PropagateTags = service.PropagateTags,
            EnableExecuteCommand = service.EnableExecuteCommand,
            AvailabilityZoneRebalancing = service.AvailabilityZoneRebalancing,
            ResourceManagementType = ResourceManagementType.Customer,
        };
    }

    public static string ArnOf(World world, EcsService service) => Arn.Service(world.Scope, service.ClusterName, service.Name).ToString();

    public static string DefinitionArn(World world, LaunchSpec spec) => new Arn(world.Scope, "task-definition", TaskDefinitionRevision.NameOf(spec.DefinitionKey)).ToString();

    public static ValueList<CapacityProviderStrategyItem> Complete(ValueList<CapacityProviderStrategyItem> strategy) =>
        strategy.Select(item => item with { Weight = item.Weight ?? 0, Base = item.Base ?? 0 }).ToValueList();

    public static string? PlatformVersion(LaunchSpec? spec) => spec?.IsFargate == true ? spec.PlatformVersion ?? "LATEST" : null;

    public static string? PlatformFamily(LaunchSpec? spec) => spec?.IsFargate == true ? "Linux" : null;

    /// <summary>What the service runs: its revision, or with task sets its primary one.</summary>
    private static LaunchSpec? SpecOf(World world, EcsService service) =>
        service.RevisionId is { } revision ? world.ServiceRevisions[revision].Spec : service.TaskSets.FirstOrDefault(each => each.Status == EcsTaskSet.Primary)?.Spec;

    private static Deployment DeploymentOf(World world, EcsDeployment deployment)
    {
        var spec = world.ServiceRevisions[deployment.RevisionId].Spec;
        var tally = world.TallyOf(deployment);
        return new()
        {
            Id = deployment.Id,
            Status = deployment.Status,
            TaskDefinition = DefinitionArn(world, spec),
            DesiredCount = deployment.DesiredCount,
            PendingCount = tally.Pending,
            RunningCount = tally.Running,
            FailedTasks = deployment.FailedTasks,
            CreatedAt = deployment.CreatedAt,
            UpdatedAt = deployment.UpdatedAt,
            LaunchType = spec.LaunchType,
            CapacityProviderStrategy = spec.CapacityProviderStrategy.Count > 0 ? Complete(spec.CapacityProviderStrategy) : null,
            PlatformVersion = PlatformVersion(spec),
            PlatformFamily = PlatformFamily(spec),
            NetworkConfiguration = spec.NetworkConfiguration,
            RolloutState = deployment.RolloutState,
            RolloutStateReason = deployment.RolloutStateReason,
            ServiceConnectConfiguration = spec.ServiceConnectConfiguration,
            VolumeConfigurations = spec.VolumeConfigurations.Count > 0 ? spec.VolumeConfigurations : null,
            VpcLatticeConfigurations = spec.VpcLatticeConfigurations.Count > 0 ? spec.VpcLatticeConfigurations : null,
        };
    }

    private static ServiceCurrentRevisionSummary RevisionOf(World world, EcsService service, EcsDeployment deployment)
    {
        var tally = world.TallyOf(deployment);
        return new()
        {
            Arn = Arn.ServiceRevision(world.Scope, service.ClusterName, service.Name, deployment.RevisionId).ToString(),
            RequestedTaskCount = deployment.DesiredCount,
            RunningTaskCount = tally.Running,
            PendingTaskCount = tally.Pending,
        };
    }
}
