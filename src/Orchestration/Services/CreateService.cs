using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Services.Rules;
using Workbook.Orchestration.Tagging;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>CreateService: a service with its first deployment. The same call again changes nothing.</summary>
public static class CreateService
{
    private const int LongestClientToken = 36;

    /// <exception cref="ApiException">The request breaks a rule; nothing has changed.</exception>
    public static (World World, EcsService Service) Apply(World world, CreateServiceRequest request, ServiceIds ids, string createdBy, DateTimeOffset now)
    {
        var cluster = ClusterRules.Active(world, request.Cluster);
        ServiceIdentifiers.CheckName(request.ServiceName);
        if (request.ClientToken is { Length: > LongestClientToken }) throw EcsErrors.InvalidParameter($"idempotency token longer than {LongestClientToken}.");
        if (Existing(world, cluster, request) is { } existing) return (world, existing);

        var controller = request.DeploymentController?.Type ?? DeploymentControllerType.Ecs;
        var service = Make(cluster, request, controller, createdBy, now);
        return controller == DeploymentControllerType.External
            ? CreateExternal(world, request, service)
            : CreateDeployed(world, cluster, request, service, ids, now);
    }

    private static EcsService? Existing(World world, ClusterState cluster, CreateServiceRequest request)
    {
        if (ServiceIdentifiers.Find(world, cluster.Name, request.ServiceName) is not { } service || service.Status == EcsService.Inactive) return null;
        if (service.Status == EcsService.Draining) throw EcsErrors.InvalidParameter("Unable to Start a service that is still Draining.");
        return service.CreatedFrom == Comparable(request) ? service : throw EcsErrors.InvalidParameter("Creation of service was not idempotent.");
    }

    // The cluster may be named or left out, by name or ARN: it is the same one here.
    private static CreateServiceRequest Comparable(CreateServiceRequest request) => request with { Cluster = null };

    private static EcsService Make(ClusterState cluster, CreateServiceRequest request, string controller, string createdBy, DateTimeOffset now)
    {
        var scheduling = request.SchedulingStrategy ?? SchedulingStrategy.Replica;
        var configuration = DeploymentConfigurationRules.Create(request.DeploymentConfiguration, scheduling, controller);
        return new(cluster.Name, request.ServiceName!)
        {
            SchedulingStrategy = scheduling,
            Controller = controller,
            DesiredCount = DesiredCount(request, scheduling),
            DeploymentConfiguration = configuration,
            PlacementConstraints = request.PlacementConstraints ?? [],
            PlacementStrategy = request.PlacementStrategy ?? [],
            HealthCheckGracePeriodSeconds = request.HealthCheckGracePeriodSeconds,
            RoleArn = request.Role,
            EnableEcsManagedTags = request.EnableECSManagedTags ?? false,
            PropagateTags = request.PropagateTags ?? PropagateTags.None,
            EnableExecuteCommand = request.EnableExecuteCommand ?? false,
            AvailabilityZoneRebalancing = request.AvailabilityZoneRebalancing ?? RebalancesByDefault(request, configuration, scheduling, controller),
            Tags = TagRules.Check(request.Tags),
            CreatedFrom = Comparable(request),
            CreatedBy = createdBy,
            CreatedAt = now,
        };
    }

    private static int DesiredCount(CreateServiceRequest request, string scheduling)
    {
        if (scheduling == SchedulingStrategy.Daemon)
        {
            return request.DesiredCount is null
                ? 0
                : throw EcsErrors.InvalidParameter("The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again");
        }
        return request.DesiredCount switch
        {
            null => throw EcsErrors.InvalidParameter("DesiredCount is missing"),
            < 0 => throw EcsErrors.InvalidParameter("DesiredCount can not be lesser than 0"),
            var count => count.Value,
        };
    }

    private static string RebalancesByDefault(CreateServiceRequest request, DeploymentConfiguration configuration, string scheduling, string controller) =>
        scheduling == SchedulingStrategy.Replica && controller == DeploymentControllerType.Ecs && configuration.MaximumPercent > 100
            && request.PlacementStrategy is not { Count: > 0 } && request.PlacementConstraints is not { Count: > 0 }
            ? AvailabilityZoneRebalancing.Enabled
            : AvailabilityZoneRebalancing.Disabled;

    private static (World, EcsService) CreateExternal(World world, CreateServiceRequest request, EcsService service)
    {
        if (request.TaskDefinition is not null) throw EcsErrors.InvalidParameter("TaskDefinition must be blank");
        if (request.LoadBalancers is { Count: > 0 }) throw EcsErrors.InvalidParameter("LoadBalancers must be empty or null.");
        if (request.NetworkConfiguration is not null) throw EcsErrors.InvalidParameter("NetworkConfiguration must be blank");
        ServiceRules.Check(service, null, null);
        world = ServiceReducer.Put(world, service);
        return (world, world.Services[service.Key]);
    }

    private static (World, EcsService) CreateDeployed(World world, ClusterState cluster, CreateServiceRequest request, EcsService service, ServiceIds ids, DateTimeOffset now)
    {
        var revision = TaskDefinitionRegistry.Startable(world, request.TaskDefinition);
        var (launchType, strategy) = LaunchSpecRules.Capacity(cluster, request.LaunchType, request.CapacityProviderStrategy);
        var spec = new LaunchSpec(revision.Key)
        {
            LaunchType = launchType,
            CapacityProviderStrategy = strategy,
            PlatformVersion = request.PlatformVersion,
            NetworkConfiguration = request.NetworkConfiguration,
            LoadBalancers = request.LoadBalancers ?? [],
            ServiceRegistries = request.ServiceRegistries ?? [],
            ServiceConnectConfiguration = request.ServiceConnectConfiguration,
            VolumeConfigurations = request.VolumeConfigurations ?? [],
            VpcLatticeConfigurations = request.VpcLatticeConfigurations ?? [],
        };
        ServiceRules.Check(service, spec, revision.Definition);
        TargetGroupRules.Check(world, spec);
        ServiceRules.CheckExecuteCommand(service, revision.Definition, "created");
        // The name may have belonged to a service that is gone: its history ends here.
        if (world.Services.TryGetValue(service.Key, out var former)) world = Rollout.Forget(world, former);
        return Rollout.Begin(world, service, spec, ids, now);
    }
}
