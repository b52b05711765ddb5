using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Services.Rules;
using Workbook.Orchestration.Tagging;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskSets;

/// <summary>CreateTaskSet: tasks of another shape beside those that a service has already. The same call with the same client token changes nothing.</summary>
public static class CreateTaskSet
{
    /// <summary>Also those that are DRAINING.</summary>
    private const int MostTaskSets = 5;
    private const int LongestClientToken = 36;

    /// <param name="id">A fresh one, such as <c>ecs-svc/1234567890123456789</c>.</param>
    /// <exception cref="ApiException">The request breaks a rule; nothing has changed.</exception>
    public static (World World, EcsService Service, EcsTaskSet TaskSet) Apply(World world, CreateTaskSetRequest request, string id, DateTimeOffset now)
    {
        var service = TaskSetIdentifiers.ServiceOf(world, request.Cluster, request.Service);
        if (request.ClientToken is { Length: > LongestClientToken }) throw EcsErrors.InvalidParameter($"idempotency token longer than {LongestClientToken}.");
        if (Existing(service, request) is { } existing) return (world, service, existing);
        if (service.TaskSets.Count >= MostTaskSets)
            throw EcsErrors.InvalidParameter($"{service.TaskSets.Count} deployments exist on the service. Unable to create new TaskSet since this exceeds the maximum limit.");

        var taskSet = new EcsTaskSet(id, SpecOf(world, service, request))
        {
            ExternalId = request.ExternalId,
            Scale = request.Scale is null ? 100 : ScaleRules.Percent(request.Scale),
            StabilityAt = now,
            Tags = TagRules.Check(request.Tags),
            CreatedFrom = Comparable(request),
            CreatedAt = now,
            UpdatedAt = now,
        };
        world = ServiceReducer.Put(world, service with { TaskSets = service.TaskSets.Prepend(taskSet).ToValueList() });
        return (world, world.Services[service.Key], taskSet);
    }

    private static EcsTaskSet? Existing(EcsService service, CreateTaskSetRequest request)
    {
        if (request.ClientToken is not { Length: > 0 } token || service.TaskSets.FirstOrDefault(each => each.CreatedFrom.ClientToken == token) is not { } used) return null;
        return used.CreatedFrom == Comparable(request) ? used : throw EcsErrors.InvalidParameter("Creation of task set was not idempotent.");
    }

    private static CreateTaskSetRequest Comparable(CreateTaskSetRequest request) => request with { Cluster = null, Service = null };

    /// <summary>What the task set does not say of the launch type, the service may have said.</summary>
    private static LaunchSpec SpecOf(World world, EcsService service, CreateTaskSetRequest request)
    {
        var revision = TaskDefinitionRegistry.Startable(world, request.TaskDefinition);
        var inherited = request.CapacityProviderStrategy is { Count: > 0 } ? null : service.CreatedFrom.LaunchType;
        var (launchType, strategy) = LaunchSpecRules.Capacity(world.Clusters[service.ClusterName], request.LaunchType ?? inherited, request.CapacityProviderStrategy);
        var spec = new LaunchSpec(revision.Key)
        {
            LaunchType = launchType,
            CapacityProviderStrategy = strategy,
            PlatformVersion = request.PlatformVersion,
            NetworkConfiguration = request.NetworkConfiguration,
            LoadBalancers = request.LoadBalancers ?? [],
            ServiceRegistries = request.ServiceRegistries ?? [],
        };
        ServiceRules.Check(service, spec, revision.Definition);
        TargetGroupRules.Check(world, spec);
        ServiceRules.CheckExecuteCommand(service, revision.Definition, "updated");
        return spec;
    }
}
