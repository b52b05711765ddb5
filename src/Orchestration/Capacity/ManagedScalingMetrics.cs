using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.Capacity;

/// <summary>What ECS tells CloudWatch about capacity providers with managed scaling (see "Deep dive on Amazon ECS cluster auto scaling").</summary>
public static class ManagedScalingMetrics
{
    public const string Namespace = "AWS/ECS/ManagedScaling", Reservation = "CapacityProviderReservation";

    /// <summary>Whether there is anything to tell.</summary>
    public static bool AreIn(World world) => world.Providers.Values.Any(provider => provider.IsManaged);

    /// <summary>The reservation now of each provider whose group's size is managed, in each cluster that uses it.</summary>
    /// <param name="at">The minute that is told about.</param>
    public static IEnumerable<MetricSample> Of(World world, DateTimeOffset at)
    {
        foreach (var provider in world.Providers.Values.Where(each => each is { IsManaged: true, IsActive: true }))
        {
            if (ScalingGroups.Find(world, provider.GroupArn) is not { } group) continue;
            var percent = CapacityReservation.Of(world, provider, group.Size).Percent;
            foreach (var cluster in world.Clusters.Values.Where(cluster => cluster.IsActive && cluster.CapacityProviders.Contains(provider.Name)))
            {
                var metric = MetricId.Of(Namespace, Reservation, ("CapacityProviderName", provider.Name), ("ClusterName", cluster.Name));
                yield return new(metric, StandardUnit.Percent, at, Aggregate.Of(percent), IsHighResolution: false);
            }
        }
    }
}
