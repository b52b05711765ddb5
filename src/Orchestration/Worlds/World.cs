using System.Collections.Immutable;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Settings;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;

namespace Workbook.Orchestration.Worlds;

/// <summary>
/// Everything that exists in one account and region at one moment. It never changes: every function that alters
/// something returns the next World, which shares all that stayed the same. Indexes, tallies, the planner's
/// <see cref="Agenda"/> and the list of changes for the disk are kept by the <c>Put</c> and <c>Remove</c> functions, so
/// that none of them can be forgotten.
/// </summary>
public sealed partial record World(AccountRegion Scope)
{
    /// <summary>By name, also those that are INACTIVE.</summary>
    public ImmutableSortedDictionary<string, ClusterState> Clusters { get; private init; } = Table<ClusterState>();

    /// <summary>By name.</summary>
    public ImmutableSortedDictionary<string, Family> Families { get; private init; } = Table<Family>();

    /// <summary>By <see cref="TaskDefinitionRevision.Key"/>: by family, then revision.</summary>
    public ImmutableSortedDictionary<string, TaskDefinitionRevision> TaskDefinitions { get; private init; } = Table<TaskDefinitionRevision>();

    /// <summary>By id, also those that are STOPPED.</summary>
    public ImmutableSortedDictionary<string, EcsTask> Tasks { get; private init; } = Table<EcsTask>();

    /// <summary>By id.</summary>
    public ImmutableSortedDictionary<string, Instance> ContainerInstances { get; private init; } = Table<Instance>();

    /// <summary>By <see cref="AccountSetting.Key"/>.</summary>
    public ImmutableSortedDictionary<string, AccountSetting> AccountSettings { get; private init; } = Table<AccountSetting>();

    /// <summary>By <see cref="ClientToken.Key"/>.</summary>
    public ImmutableSortedDictionary<string, ClientToken> ClientTokens { get; private init; } = Table<ClientToken>();

    /// <summary>Tasks by what they can be listed by; see <see cref="TaskBuckets"/>.</summary>
    public Buckets TaskIndex { get; private init; } = Buckets.Empty;

    /// <summary>Container instances by cluster.</summary>
    public InstanceIndex InstanceIndex { get; private init; } = InstanceIndex.Empty;

    /// <summary>How many tasks of which kind each cluster has.</summary>
    public ImmutableSortedDictionary<string, ClusterTally> Tallies { get; private init; } = Table<ClusterTally>();

    public Agenda Agenda { get; private init; } = Agenda.Empty;

    /// <summary>What was put or removed since <see cref="Saved"/>, newest first; a key may occur more than once.</summary>
    public ImmutableStack<EntityKey> Changes { get; private init; } = [];

    /// <summary>The same World once its changes were handed to the disk.</summary>
    public World Saved() => this with { Changes = [] };

    /// <summary>The same World once the planner has looked at all that was touched or due at <paramref name="now"/>.</summary>
    public World Settled(DateTimeOffset now) => this with { Agenda = Agenda.Settle(now) };

    public World Put(ClusterState cluster) =>
        (this with { Clusters = Clusters.SetItem(cluster.Name, cluster), Agenda = TouchAgentsOf(cluster.Name) }).Changed(EntityKind.Cluster, cluster.Name).ProvidersChanged(cluster);

    public World Put(Family family) =>
        (this with { Families = Families.SetItem(family.Name, family) }).Changed(EntityKind.Family, family.Name);

    public World Put(AccountSetting setting) =>
        (this with { AccountSettings = AccountSettings.SetItem(setting.Key, setting) }).Changed(EntityKind.AccountSetting, setting.Key);

    public World Remove(AccountSetting setting) =>
        (this with { AccountSettings = AccountSettings.Remove(setting.Key) }).Changed(EntityKind.AccountSetting, setting.Key);

    public World Put(ClientToken token) =>
        (this with
        {
            ClientTokens = ClientTokens.SetItem(token.Key, token),
            Agenda = Agenda.Reschedule(new(EntityKind.ClientToken, token.Key), ClientTokens.GetValueOrDefault(token.Key)?.NextWake, token.NextWake),
        }).Changed(EntityKind.ClientToken, token.Key);

    public World Remove(ClientToken token)
    {
        var key = new EntityKey(EntityKind.ClientToken, token.Key);
        return (this with { ClientTokens = ClientTokens.Remove(token.Key), Agenda = Agenda.Reschedule(key, token.NextWake, null) })
            .Changed(key.Kind, key.Key);
    }

    public World Put(TaskDefinitionRevision revision)
    {
        var key = new EntityKey(EntityKind.TaskDefinition, revision.Key);
        var before = TaskDefinitions.GetValueOrDefault(revision.Key);
        return (this with
        {
            TaskDefinitions = TaskDefinitions.SetItem(revision.Key, revision),
            Agenda = Agenda.Reschedule(key, before?.NextWake, revision.NextWake),
        }).Changed(key.Kind, key.Key);
    }

    public World Remove(TaskDefinitionRevision revision)
    {
        var key = new EntityKey(EntityKind.TaskDefinition, revision.Key);
        return (this with
        {
            TaskDefinitions = TaskDefinitions.Remove(revision.Key),
            Agenda = Agenda.Reschedule(key, revision.NextWake, null),
        }).Changed(key.Kind, key.Key);
    }

    public World Put(Instance instance) =>
        (this with { ContainerInstances = ContainerInstances.SetItem(instance.Id, instance) })
            .IndexInstance(ContainerInstances.GetValueOrDefault(instance.Id), instance)
            .Changed(EntityKind.ContainerInstance, instance.Id)
            .InstanceChanged(ContainerInstances.GetValueOrDefault(instance.Id), instance)
            .CapacityChanged(ContainerInstances.GetValueOrDefault(instance.Id), instance);

    // By what is stored: the caller's copy may be from before a task was placed.
    public World Remove(Instance instance) => ContainerInstances.GetValueOrDefault(instance.Id) is not { } stored ? this
        : (this with { ContainerInstances = ContainerInstances.Remove(stored.Id) })
            .IndexInstance(stored, null)
            .WithoutHistory(new(EntityKind.ContainerInstance, stored.Id))
            .Changed(EntityKind.ContainerInstance, stored.Id)
            .InstanceChanged(stored, null)
            .CapacityChanged(stored, null);

    private World Changed(EntityKind kind, string key) => this with { Changes = Changes.Push(new(kind, key)) };

    private static ImmutableSortedDictionary<string, T> Table<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}
