using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>The buckets of the service index.</summary>
public static class ServiceBuckets
{
    internal static IReadOnlyList<string> Of(EcsService service)
    {
        if (service.Status == EcsService.Inactive) return [];
        var buckets = new List<string>(3) { In(service.ClusterName) };
        if (service.IsDaemon) buckets.Add(Daemons(service.ClusterName));
        if (service.IsUnplaced) buckets.Add(Unplaced(service.ClusterName));
        return buckets;
    }

    /// <summary>The services of a cluster that are ACTIVE or DRAINING.</summary>
    public static string In(string clusterName) => clusterName;

    /// <summary>Those that run one task on each container instance.</summary>
    public static string Daemons(string clusterName) => $"{clusterName}|{SchedulingStrategy.Daemon}";

    /// <summary>Those that wait for room.</summary>
    public static string Unplaced(string clusterName) => $"{clusterName}|unplaced";
}
