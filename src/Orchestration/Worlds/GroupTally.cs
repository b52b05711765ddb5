using System.Collections.Immutable;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Tasks;

namespace Workbook.Orchestration.Worlds;

/// <summary>How many active tasks a task group has, and where. A task is active while it is wanted and not STOPPED.</summary>
public sealed record GroupTally
{
    private static readonly ImmutableSortedDictionary<string, int> NoCounts = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    public static GroupTally Empty { get; } = new();

    public int Count { get; private init; }

    /// <summary>By the id of the container instance; those without any have no entry.</summary>
    public ImmutableSortedDictionary<string, int> ByInstance { get; private init; } = NoCounts;

    /// <summary>By Availability Zone, Fargate tasks too; zones without any have no entry.</summary>
    public ImmutableSortedDictionary<string, int> ByZone { get; private init; } = NoCounts;

    /// <summary>The registered instances that have tasks of the group, by their zones.</summary>
    private ImmutableSortedDictionary<string, GroupZone> Zones { get; init; } = ImmutableSortedDictionary.Create<string, GroupZone>(StringComparer.Ordinal);

    internal static bool IsActive(EcsTask task) => task.IsWanted && task.LastStatus != EcsTaskStatus.Stopped;

    internal GroupZone Zone(string zone) => Zones.GetValueOrDefault(zone, GroupZone.Empty);

    /// <summary>One task more or less.</summary>
    /// <param name="task">The task.</param>
    /// <param name="by">1 or -1.</param>
    /// <param name="instance">The instance it is on, if that is registered.</param>
    internal GroupTally Add(EcsTask task, int by, Instance? instance)
    {
        var tally = this with { Count = Count + by, ByZone = Add(ByZone, task.AvailabilityZone, by) };
        if (task.ContainerInstanceId is not { } id) return tally;
        return (tally with { ByInstance = Add(ByInstance, id, by), Zones = instance is null ? Zones : Without(instance) }).With(instance);
    }

    /// <summary>An instance that has tasks of the group was registered or deregistered, or is in another zone.</summary>
    internal GroupTally Move(Instance? before, Instance? after) =>
        (before is null ? this : this with { Zones = Without(before) }).With(after);

    private GroupTally With(Instance? instance)
    {
        if (instance is null || ByInstance.GetValueOrDefault(instance.Id) is not (var count and > 0)) return this;
        var zone = ClusterInstances.ZoneOf(instance);
        return this with { Zones = Zones.SetItem(zone, Zone(zone).With(instance.Id, count)) };
    }

    private ImmutableSortedDictionary<string, GroupZone> Without(Instance instance)
    {
        if (ByInstance.GetValueOrDefault(instance.Id) is not (var count and > 0)) return Zones;
        var zone = ClusterInstances.ZoneOf(instance);
        var rest = Zone(zone).Without(instance.Id, count);
        return rest.Ids.IsEmpty ? Zones.Remove(zone) : Zones.SetItem(zone, rest);
    }

    private static ImmutableSortedDictionary<string, int> Add(ImmutableSortedDictionary<string, int> counts, string key, int by)
    {
        var count = counts.GetValueOrDefault(key) + by;
        return count == 0 ? counts.Remove(key) : counts.SetItem(key, count);
    }
}

/// <summary>The instances of one zone that have tasks of a group.</summary>
/// <param name="Ids">In ordinal order.</param>
/// <param name="ByCount">Those with the fewest tasks of the group first. What they have left is not kept here: it changes with every task of any group.</param>
internal sealed record GroupZone(ImmutableSortedSet<string> Ids, ImmutableSortedSet<Rank> ByCount)
{
    public static GroupZone Empty { get; } = new(ImmutableSortedSet.Create<string>(StringComparer.Ordinal), []);

    public GroupZone With(string id, int count) => new(Ids.Add(id), ByCount.Add(new(count, id)));

    public GroupZone Without(string id, int count) => new(Ids.Remove(id), ByCount.Remove(new(count, id)));
}
