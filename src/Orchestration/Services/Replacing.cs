using System.Collections.Immutable;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Services;

/// <summary>Tasks of the primary deployment that have to be replaced one for one.</summary>
/// <param name="Unhealthy">Those that fail their health checks after their grace period.</param>
/// <param name="Leaving">Those on container instances that are DRAINING.</param>
/// <param name="LookAgainAt">When the next grace period of a failing task ends.</param>
internal sealed record Replacing(ImmutableSortedSet<string> Unhealthy, ImmutableSortedSet<string> Leaving, DateTimeOffset? LookAgainAt)
{
    public ImmutableSortedSet<string> Primary { get; } = Unhealthy.Union(Leaving);

    public static Replacing Of(World world, EcsService service, DateTimeOffset now)
    {
        var grace = TimeSpan.FromSeconds(service.HealthCheckGracePeriodSeconds ?? 0);
        var failing = world.TaskIndex[TaskBuckets.Unhealthy(service.Primary!.Id)];
        var within = failing.Where(id => world.Tasks[id].StartedAt + grace > now).ToList();
        return new(
            failing.Except(within),
            Draining(world, service),
            within.Count == 0 ? null : within.Min(id => world.Tasks[id].StartedAt + grace));
    }

    private static ImmutableSortedSet<string> Draining(World world, EcsService service)
    {
        if (world.DrainingInstances.IsEmpty) return ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
        var all = TaskBuckets.All(service.ClusterName, Shapes.Ecs.DesiredStatus.Running);
        return world.DrainingInstances
            .SelectMany(instance => world.TaskIndex[TaskBuckets.By(all, "instance", instance)])
            .Where(id => world.Tasks[id].StartedBy == service.Primary!.Id)
            .ToImmutableSortedSet(StringComparer.Ordinal);
    }
}
