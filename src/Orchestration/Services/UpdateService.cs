using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.History;
using Workbook.Orchestration.Services.Rules;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>UpdateService: what tasks are started from begins a new deployment, the rest applies at once.</summary>
public static class UpdateService
{
    /// <exception cref="ApiException">The request breaks a rule; the service stays as it was.</exception>
    public static (World World, EcsService Service) Apply(World world, UpdateServiceRequest request, ServiceIds ids, DateTimeOffset now)
    {
        var cluster = ClusterRules.Active(world, request.Cluster);
        var service = ServiceIdentifiers.Active(world, cluster.Name, request.Service);
        CheckController(service, request);
        var next = Changed(service, request);
        if (service.RevisionId is null)
        {
            ServiceRules.Check(next, null, null);
            world = ServiceReducer.Put(world, next);
            return (world, world.Services[service.Key]);
        }

        var current = world.ServiceRevisions[service.RevisionId].Spec;
        var spec = Changed(world, cluster, current, request);
        var definition = world.TaskDefinitions[spec.DefinitionKey].Definition;
        if (spec != current || request.ForceNewDeployment == true) CheckStartable(definition);
        ServiceRules.Check(next, spec, definition);
        if (spec != current) TargetGroupRules.Check(world, spec);
        if (next.EnableExecuteCommand != service.EnableExecuteCommand || spec.DefinitionKey != current.DefinitionKey)
            ServiceRules.CheckExecuteCommand(next, definition, "updated");
        if (spec != current || request.ForceNewDeployment == true) return Rollout.Begin(world, next, spec, ids, now);

        world = Narration.Note(Put(world, next, now), service, $"UpdateService: {next.DesiredCount} tasks are desired", now);
        return (world, world.Services[service.Key]);
    }

    /// <summary>The same for nothing but the desired count, as Application Auto Scaling asks for it.</summary>
    /// <exception cref="ApiException">The service cannot have a desired count.</exception>
    internal static World SetDesiredCount(World world, EcsService service, int count, DateTimeOffset now)
    {
        CheckController(service, new() { DesiredCount = count });
        return Put(world, service with { DesiredCount = count }, now);
    }

    private static World Put(World world, EcsService next, DateTimeOffset now) => ServiceReducer.Put(
        world, next.Primary is not { } primary || primary.DesiredCount == next.DesiredCount ? next : next.With(primary with { DesiredCount = next.DesiredCount, UpdatedAt = now }));

    private static void CheckController(EcsService service, UpdateServiceRequest request)
    {
        if (request.DeploymentController?.Type is { } controller && controller != service.Controller)
            throw EcsErrors.InvalidParameter("The deployment controller of a service cannot be changed from " + $"{service.Controller} to {controller}. Create a new service with it instead.");
        if (service.Controller == DeploymentControllerType.CodeDeploy)
        {
            if (request.ForceNewDeployment == true)
                throw EcsErrors.InvalidParameter("Cannot force a new deployment on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.");
            if (request.TaskDefinition is not null)
                throw EcsErrors.InvalidParameter("Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.");
            if (request.NetworkConfiguration is not null || request.PlatformVersion is not null || request.LoadBalancers is not null)
                throw EcsErrors.InvalidParameter("Unable to update network parameters on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.");
        }
        if (service.Controller == DeploymentControllerType.External
            && request is not { TaskDefinition: null, PlatformVersion: null, NetworkConfiguration: null, LoadBalancers: null, CapacityProviderStrategy: null })
            throw EcsErrors.InvalidParameter("Unable to update task definition, platform version, network configuration, load balancers or capacity provider strategy on services with an EXTERNAL deployment controller. Create a new task set instead.");
        if (service.IsDaemon && request.DesiredCount is not null)
            throw EcsErrors.InvalidParameter("The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again");
        if (request.DesiredCount < 0) throw EcsErrors.InvalidParameter("Task count can not be lesser than 0");
    }

    private static EcsService Changed(EcsService service, UpdateServiceRequest request) => service with
    {
        DesiredCount = request.DesiredCount ?? service.DesiredCount,
        DeploymentConfiguration = DeploymentConfigurationRules.Merge(service.DeploymentConfiguration, request.DeploymentConfiguration, service.SchedulingStrategy, service.Controller),
        PlacementConstraints = request.PlacementConstraints ?? service.PlacementConstraints,
        PlacementStrategy = request.PlacementStrategy ?? service.PlacementStrategy,
        HealthCheckGracePeriodSeconds = request.HealthCheckGracePeriodSeconds ?? service.HealthCheckGracePeriodSeconds,
        EnableEcsManagedTags = request.EnableECSManagedTags ?? service.EnableEcsManagedTags,
        PropagateTags = request.PropagateTags ?? service.PropagateTags,
        EnableExecuteCommand = request.EnableExecuteCommand ?? service.EnableExecuteCommand,
        AvailabilityZoneRebalancing = request.AvailabilityZoneRebalancing ?? service.AvailabilityZoneRebalancing,
    };

    private static LaunchSpec Changed(World world, ClusterState cluster, LaunchSpec current, UpdateServiceRequest request)
    {
        var definition = request.TaskDefinition is null ? null : TaskDefinitionRegistry.Startable(world, request.TaskDefinition);
        var spec = current with
        {
            DefinitionKey = definition?.Key ?? current.DefinitionKey,
            PlatformVersion = request.PlatformVersion ?? current.PlatformVersion,
            NetworkConfiguration = request.NetworkConfiguration ?? current.NetworkConfiguration,
            LoadBalancers = request.LoadBalancers ?? current.LoadBalancers,
            ServiceRegistries = request.ServiceRegistries ?? current.ServiceRegistries,
            ServiceConnectConfiguration = request.ServiceConnectConfiguration ?? current.ServiceConnectConfiguration,
            VolumeConfigurations = request.VolumeConfigurations ?? current.VolumeConfigurations,
            VpcLatticeConfigurations = request.VpcLatticeConfigurations ?? current.VpcLatticeConfigurations,
        };
        if (request.CapacityProviderStrategy is not { Count: > 0 }) return spec;
        var (launchType, strategy) = LaunchSpecRules.Capacity(cluster, null, request.CapacityProviderStrategy);
        if ((launchType, strategy) == (current.LaunchType, current.CapacityProviderStrategy)) return spec;
        if (request.ForceNewDeployment != true)
            throw EcsErrors.InvalidParameter("When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment.");
        return spec with { LaunchType = launchType, CapacityProviderStrategy = strategy };
    }

    private static void CheckStartable(TaskDefinition definition)
    {
        if (definition.Status != TaskDefinitionStatus.Active) throw EcsErrors.Client("TaskDefinition is inactive");
    }
}
