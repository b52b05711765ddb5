using System.Collections.Immutable;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Worlds;

public sealed partial record World
{
    /// <summary>Capacity providers over Auto Scaling groups by name, also those that are INACTIVE.</summary>
    public ImmutableSortedDictionary<string, EcsCapacityProvider> Providers { get; private init; } = Table<EcsCapacityProvider>();

    /// <summary>The ACTIVE container instances of each provider, and those with tasks; see <see cref="ProviderBuckets"/>.</summary>
    public Buckets ProviderIndex { get; private init; } = Buckets.Empty;

    public World Put(EcsCapacityProvider provider)
    {
        var key = new EntityKey(EntityKind.CapacityProvider, provider.Name);
        return (this with
        {
            Providers = Providers.SetItem(provider.Name, provider),
            Agenda = Agenda.Reschedule(key, Providers.GetValueOrDefault(provider.Name)?.NextWake, provider.NextWake).Touch(key),
        }).Changed(key.Kind, key.Key);
    }

    public World Remove(EcsCapacityProvider provider)
    {
        var key = new EntityKey(EntityKind.CapacityProvider, provider.Name);
        return (this with
        {
            Providers = Providers.Remove(provider.Name),
            Agenda = Agenda.Reschedule(key, Providers.GetValueOrDefault(provider.Name)?.NextWake, null).Settle(key),
        }).Changed(key.Kind, key.Key);
    }

    /// <summary>Keeps the appointments of an instance and the index of its provider, and has what waits for room looked at.</summary>
    private World CapacityChanged(Instance? before, Instance? after)
    {
        var instance = (after ?? before)!;
        var key = new EntityKey(EntityKind.ContainerInstance, instance.Id);
        var agenda = Agenda.Reschedule(key, before?.NextWake, after?.NextWake);
        if (after is null) agenda = agenda.Settle(key);
        if (before != after && !TaskIndex[TaskBuckets.Waiting(instance.ClusterName)].IsEmpty) agenda = agenda.Touch(new(EntityKind.Cluster, instance.ClusterName));
        // Its group may wait for the last task of an instance to leave.
        if (after is { Status: ContainerInstanceStatus.Draining })
            agenda = ProvidersOf(FindEc2<Ec2Instance>(after.Ec2InstanceId)?.GroupName).Append(after.CapacityProviderName).OfType<string>().Aggregate(agenda, (next, name) => next.Touch(new(EntityKind.CapacityProvider, name)));
        var (from, to) = (ProviderBuckets.Of(before), ProviderBuckets.Of(after));
        if (from.SequenceEqual(to)) return this with { Agenda = agenda };
        foreach (var provider in new[] { before?.CapacityProviderName, after?.CapacityProviderName }.OfType<string>()) agenda = agenda.Touch(new(EntityKind.CapacityProvider, provider));
        return this with { Agenda = agenda, ProviderIndex = ProviderIndex.Move(instance.Id, from, to) };
    }

    /// <summary>A task more or less that waits for room is a reason to look at the size of its provider's group.</summary>
    private World WaitingChanged(EcsTask? before, EcsTask? after) => (before?.IsWaiting ?? false) == (after?.IsWaiting ?? false)
        ? this
        : this with { Agenda = Agenda.Touch(new(EntityKind.CapacityProvider, (after ?? before)!.CapacityProviderName!)) };

    /// <summary>Providers look at the clusters that they are associated with.</summary>
    private World ProvidersChanged(ClusterState cluster) => this with
    {
        Agenda = cluster.CapacityProviders.Where(Providers.ContainsKey).Aggregate(Agenda, (agenda, name) => agenda.Touch(new(EntityKind.CapacityProvider, name))),
    };

    /// <summary>Providers look at their group when it changes.</summary>
    private World GroupChanged(string groupName) => this with
    {
        Agenda = ProvidersOf(groupName).Aggregate(Agenda, (agenda, name) => agenda.Touch(new(EntityKind.CapacityProvider, name))),
    };

    /// <summary>The names of the providers over a group, which its container instances need not know: they may have registered before.</summary>
    private IEnumerable<string> ProvidersOf(string? groupName) => groupName is null ? [] : Providers.Values
        .Where(provider => provider.GroupArn == groupName || provider.GroupArn.EndsWith("autoScalingGroupName/" + groupName, StringComparison.Ordinal))
        .Select(provider => provider.Name);
}
