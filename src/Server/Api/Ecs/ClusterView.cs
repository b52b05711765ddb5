using System.Globalization;
using Workbook.Orchestration;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

/// <summary>A cluster as the API shows it, with the parts that <c>include</c> names.</summary>
internal static class ClusterView
{
    /// <summary>What creating and updating answer with.</summary>
    public static ValueList<string> Everything { get; } =
        [ClusterField.Attachments, ClusterField.Configurations, ClusterField.Settings, ClusterField.Tags];

    public static Cluster Of(World world, ClusterState cluster, ValueList<string> include)
    {
        var tally = world.Tallies.GetValueOrDefault(cluster.Name, ClusterTally.Empty);
        var services = world.ServiceIndex[ServiceBuckets.In(cluster.Name)].Select(key => world.Services[key]).ToList();
        return new()
        {
            ClusterArn = Arn.Cluster(world.Scope, cluster.Name).ToString(),
            ClusterName = cluster.Name,
            Status = cluster.Status,
            RegisteredContainerInstancesCount = world.InstanceIndex[cluster.Name].Count,
            RunningTasksCount = tally.Running,
            PendingTasksCount = tally.Pending,
            ActiveServicesCount = services.Count(service => service.IsActive),
            Statistics = include.Contains(ClusterField.Statistics) ? Statistics(world, tally, services) : [],
            Tags = include.Contains(ClusterField.Tags) ? cluster.Tags : [],
            Settings = include.Contains(ClusterField.Settings) ? cluster.Settings : [],
            Configuration = include.Contains(ClusterField.Configurations) ? cluster.Configuration : null,
            CapacityProviders = cluster.CapacityProviders,
            DefaultCapacityProviderStrategy = cluster.DefaultCapacityProviderStrategy
                .Select(item => item with { Weight = item.Weight ?? 0, Base = item.Base ?? 0 })
                .ToValueList(),
            Attachments = include.Contains(ClusterField.Attachments) ? [] : null,
            ServiceConnectDefaults = cluster.ServiceConnectDefaults,
        };
    }

    private static ValueList<Workbook.Shapes.Ecs.KeyValuePair> Statistics(World world, ClusterTally tally, IReadOnlyList<EcsService> services) =>
    [
        Count("runningEC2TasksCount", tally.Ec2.Running),
        Count("runningFargateTasksCount", tally.Fargate.Running),
        Count("runningExternalTasksCount", tally.External.Running),
        Count("pendingEC2TasksCount", tally.Ec2.Pending),
        Count("pendingFargateTasksCount", tally.Fargate.Pending),
        Count("pendingExternalTasksCount", tally.External.Pending),
        Count("activeEC2ServiceCount", Services(world, services, true, LaunchType.Ec2)),
        Count("activeFargateServiceCount", Services(world, services, true, LaunchType.Fargate)),
        Count("activeExternalServiceCount", Services(world, services, true, LaunchType.External)),
        Count("drainingEC2ServiceCount", Services(world, services, false, LaunchType.Ec2)),
        Count("drainingFargateServiceCount", Services(world, services, false, LaunchType.Fargate)),
        Count("drainingExternalServiceCount", Services(world, services, false, LaunchType.External)),
    ];

    private static int Services(World world, IReadOnlyList<EcsService> services, bool isActive, string launchType) =>
        services.Count(service => service.IsActive == isActive && LaunchTypeOf(world, service) == launchType);

    private static string? LaunchTypeOf(World world, EcsService service) => service.RevisionId is not { } id ? service.CreatedFrom.LaunchType
        : world.ServiceRevisions[id].Spec is { IsFargate: true } ? LaunchType.Fargate
        : world.ServiceRevisions[id].Spec.LaunchType ?? LaunchType.Ec2;

    private static Workbook.Shapes.Ecs.KeyValuePair Count(string name, int value) =>
        new() { Name = name, Value = value.ToString(CultureInfo.InvariantCulture) };
}
