using System.Collections.Immutable;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Tasks;

namespace Workbook.Orchestration.Worlds;

public sealed partial record World
{
    /// <summary>The active tasks of each group that has any, by cluster and group; see <see cref="GroupOf"/>.</summary>
    public ImmutableSortedDictionary<string, GroupTally> Groups { get; private init; } = Table<GroupTally>();

    /// <summary>For each instance the groups that have active tasks on it.</summary>
    private Buckets GroupsOn { get; init; } = Buckets.Empty;

    /// <summary>How many active tasks a group (such as <c>service:web</c>) has in a cluster, and where.</summary>
    public GroupTally GroupOf(string cluster, string group) => Groups.GetValueOrDefault(KeyOf(cluster, group), GroupTally.Empty);

    /// <summary>The groups that have active tasks on an instance, in ordinal order.</summary>
    internal IEnumerable<string> GroupNamesOn(string instanceId) => GroupsOn[instanceId].Select(key => key[(key.IndexOf('|', StringComparison.Ordinal) + 1)..]);

    // A cluster's name has no bar in it.
    private static string KeyOf(string cluster, string group) => $"{cluster}|{group}";

    private World TallyGroup(EcsTask? before, EcsTask? after)
    {
        var was = before is not null && GroupTally.IsActive(before);
        var isNow = after is not null && GroupTally.IsActive(after);
        if (was == isNow) return this;
        var task = (after ?? before)!;
        var key = KeyOf(task.ClusterName, task.Group);
        var id = task.ContainerInstanceId;
        var instance = id is not null && InstanceIndex[task.ClusterName].Contains(id) ? ContainerInstances[id] : null;
        var tally = Groups.GetValueOrDefault(key, GroupTally.Empty).Add(task, isNow ? 1 : -1, instance);
        var world = this with { Groups = tally.Count == 0 ? Groups.Remove(key) : Groups.SetItem(key, tally) };
        if (id is null) return world;
        var had = was && !isNow ? 1 : tally.ByInstance.GetValueOrDefault(id) - 1;
        return world with { GroupsOn = GroupsOn.Move(key, had > 0 ? [id] : [], tally.ByInstance.ContainsKey(id) ? [id] : []) };
    }

    /// <summary>Brings the indexes up to date when an instance is registered, changed or deregistered.</summary>
    private World IndexInstance(Instance? before, Instance? after)
    {
        before = before?.IsRegistered == true ? before : null;
        after = after?.IsRegistered == true ? after : null;
        if (before is null && after is null) return this;
        var world = this with { InstanceIndex = InstanceIndex.Move(before, after) };
        if (before is not null && after is not null && ClusterInstances.ZoneOf(before) == ClusterInstances.ZoneOf(after)) return world;
        foreach (var key in GroupsOn[(after ?? before)!.Id])
            world = world with { Groups = world.Groups.SetItem(key, world.Groups[key].Move(before, after)) };
        return world;
    }
}
