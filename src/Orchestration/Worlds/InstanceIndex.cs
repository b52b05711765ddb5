using System.Collections.Immutable;
using Workbook.Orchestration.Capacity;

namespace Workbook.Orchestration.Worlds;

/// <summary>Container instances by cluster, and within a cluster by Availability Zone in the orders that placement asks for; and by the machine that they are.</summary>
public sealed class InstanceIndex
{
    private readonly ImmutableSortedDictionary<string, ClusterInstances> _clusters;

    private readonly ImmutableSortedDictionary<string, string> _machines;

    private InstanceIndex(ImmutableSortedDictionary<string, ClusterInstances> clusters, ImmutableSortedDictionary<string, string> machines)
    {
        _clusters = clusters;
        _machines = machines;
    }

    public static InstanceIndex Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, ClusterInstances>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>The ids of a cluster's instances in ordinal order.</summary>
    public ImmutableSortedSet<string> this[string cluster] => Of(cluster).Ids;

    /// <summary>The id of the registered container instance that an EC2 instance is; null when it is none.</summary>
    public string? OnMachine(string ec2InstanceId) => _machines.GetValueOrDefault(ec2InstanceId);

    internal ClusterInstances Of(string cluster) => _clusters.GetValueOrDefault(cluster, ClusterInstances.Empty);

    /// <summary>Adds, removes or updates an instance.</summary>
    internal InstanceIndex Move(Instance? before, Instance? after)
    {
        var clusters = _clusters;
        if (before is not null && before.ClusterName != after?.ClusterName) clusters = Set(clusters, before.ClusterName, Of(before.ClusterName).Move(before, null));
        if (after is not null) clusters = Set(clusters, after.ClusterName, Of(after.ClusterName).Move(before?.ClusterName == after.ClusterName ? before : null, after));
        return new(clusters, Move(_machines, before, after));
    }

    private static ImmutableSortedDictionary<string, string> Move(ImmutableSortedDictionary<string, string> machines, Instance? before, Instance? after)
    {
        if (before?.Ec2InstanceId == after?.Ec2InstanceId) return machines;
        // Another container instance may be the machine by now.
        if (before?.Ec2InstanceId is { } old && machines.GetValueOrDefault(old) == before.Id) machines = machines.Remove(old);
        return after?.Ec2InstanceId is { } machine ? machines.SetItem(machine, after.Id) : machines;
    }

    private static ImmutableSortedDictionary<string, ClusterInstances> Set(
        ImmutableSortedDictionary<string, ClusterInstances> clusters, string name, ClusterInstances instances) =>
        instances.Ids.IsEmpty ? clusters.Remove(name) : clusters.SetItem(name, instances);
}

/// <summary>The instances of one cluster.</summary>
/// <param name="Ids">In ordinal order.</param>
/// <param name="Zones">By Availability Zone; those without one are under the empty name.</param>
internal sealed record ClusterInstances(ImmutableSortedSet<string> Ids, ImmutableSortedDictionary<string, ZoneInstances> Zones)
{
    public static ClusterInstances Empty { get; } = new(
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, ZoneInstances>(StringComparer.Ordinal));

    public ClusterInstances Move(Instance? before, Instance? after)
    {
        var zones = Zones;
        var id = (after ?? before)!.Id;
        if (before is not null && (after is null || ZoneOf(before) != ZoneOf(after)))
        {
            var rest = zones[ZoneOf(before)].Without(before);
            zones = rest.ById.Count == 0 ? zones.Remove(ZoneOf(before)) : zones.SetItem(ZoneOf(before), rest);
            before = null;
        }
        if (after is not null) zones = zones.SetItem(ZoneOf(after), zones.GetValueOrDefault(ZoneOf(after), ZoneInstances.Empty).With(before, after));
        return new(after is null ? Ids.Remove(id) : Ids.Add(id), zones);
    }

    public static string ZoneOf(Instance instance) => instance.AvailabilityZone ?? "";

    public static Room RoomOf(Instance instance) =>
        instance is { AgentConnected: true, Status: "ACTIVE" } ? new(instance.Remaining.Cpu, instance.Remaining.Memory) : Room.Closed;
}

/// <summary>The instances of one Availability Zone of a cluster, in three orders; the least left comes first.</summary>
internal sealed record ZoneInstances(RankTree ById, RankTree ByCpu, RankTree ByMemory)
{
    public static ZoneInstances Empty { get; } = new(RankTree.Empty, RankTree.Empty, RankTree.Empty);

    /// <summary>Adds an instance, or moves it from where it stood before.</summary>
    public ZoneInstances With(Instance? before, Instance after)
    {
        var room = ClusterInstances.RoomOf(after);
        return new(
            ById.Put(new(0, after.Id), room),
            Move(ByCpu, before?.Remaining.Cpu, after.Remaining.Cpu),
            Move(ByMemory, before?.Remaining.Memory, after.Remaining.Memory));

        RankTree Move(RankTree tree, int? from, int to) =>
            (from is { } old && old != to ? tree.Remove(new(old, after.Id)) : tree).Put(new(to, after.Id), room);
    }

    public ZoneInstances Without(Instance instance) => new(
        ById.Remove(new(0, instance.Id)),
        ByCpu.Remove(new(instance.Remaining.Cpu, instance.Id)),
        ByMemory.Remove(new(instance.Remaining.Memory, instance.Id)));
}
