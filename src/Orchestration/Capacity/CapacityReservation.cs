using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>The metric <c>CapacityProviderReservation</c>: M / N × 100 (see "Deep dive on Amazon ECS cluster auto scaling").</summary>
/// <param name="Needed">M: how many instances the tasks need.</param>
/// <param name="Present">N: how many instances there are.</param>
internal readonly record struct CapacityReservation(int Needed, int Present)
{
    /// <summary>2 instances, 3 needed → 150; none and none needed → 100; none and any needed → 200.</summary>
    public double Percent => (Needed, Present) switch
    {
        (0, 0) => 100,
        (_, 0) => 200,
        _ => Needed * 100.0 / Present,
    };

    /// <summary>
    /// While tasks wait, every instance that there is counts as needed, since none has room for them, and those that the
    /// waiting tasks would fill; else those that have tasks other than daemons'.
    /// </summary>
    /// <param name="size">What a new instance has; null when nobody knows.</param>
    public static CapacityReservation Of(World world, EcsCapacityProvider provider, InstanceResources? size)
    {
        var present = world.ProviderIndex[ProviderBuckets.All(provider.Name)];
        var waiting = world.Clusters.Values
            .Where(cluster => cluster.IsActive && cluster.CapacityProviders.Contains(provider.Name))
            .SelectMany(cluster => world.TaskIndex[TaskBuckets.Waiting(cluster.Name, provider.Name)])
            .Select(id => world.Tasks[id])
            .ToList();
        if (waiting.Count == 0) return new(world.ProviderIndex[ProviderBuckets.Busy(provider.Name)].Count, present.Count);
        size ??= present.IsEmpty ? null : world.ContainerInstances[present[0]].Registered;
        var more = size is null ? 1 : BinPacking.MachinesFor(size, waiting.Select(task => (WaitingTasks.RequestOf(world, task).Wanted, Apart(task))));
        return new(present.Count + more, present.Count);
    }

    private static string? Apart(EcsTask task) =>
        task.WaitingFor!.Constraints.Any(constraint => constraint.Type == PlacementConstraintType.DistinctInstance) ? task.Group : null;
}
