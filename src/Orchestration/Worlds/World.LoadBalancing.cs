using System.Collections.Immutable;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Classic;

namespace Workbook.Orchestration.Worlds;

public sealed partial record World
{
    /// <summary>By <see cref="ElbLoadBalancer.Key"/>.</summary>
    public ImmutableSortedDictionary<string, ElbLoadBalancer> LoadBalancers { get; private init; } = Table<ElbLoadBalancer>();

    /// <summary>By <see cref="ElbListener.Key"/>.</summary>
    public ImmutableSortedDictionary<string, ElbListener> Listeners { get; private init; } = Table<ElbListener>();

    /// <summary>By <see cref="ElbRule.Key"/>.</summary>
    public ImmutableSortedDictionary<string, ElbRule> ListenerRules { get; private init; } = Table<ElbRule>();

    /// <summary>By <see cref="ElbTargetGroup.Key"/>.</summary>
    public ImmutableSortedDictionary<string, ElbTargetGroup> TargetGroups { get; private init; } = Table<ElbTargetGroup>();

    /// <summary>By <see cref="ElbTarget.Key"/>.</summary>
    public ImmutableSortedDictionary<string, ElbTarget> Targets { get; private init; } = Table<ElbTarget>();

    /// <summary>By name.</summary>
    public ImmutableSortedDictionary<string, ClassicLoadBalancer> ClassicLoadBalancers { get; private init; } = Table<ClassicLoadBalancer>();

    public LoadBalancingIndex LoadBalancingIndex { get; private init; } = LoadBalancingIndex.Empty;

    public World Put(ElbLoadBalancer balancer)
    {
        var key = new EntityKey(EntityKind.LoadBalancer, balancer.Key);
        var before = LoadBalancers.GetValueOrDefault(key.Key);
        return (this with
        {
            LoadBalancers = LoadBalancers.SetItem(key.Key, balancer),
            LoadBalancingIndex = LoadBalancingIndex.Move(before, balancer),
            Agenda = Agenda.Reschedule(key, before?.NextWake, balancer.NextWake),
        }).Changed(key.Kind, key.Key);
    }

    public World Remove(ElbLoadBalancer balancer)
    {
        var key = new EntityKey(EntityKind.LoadBalancer, balancer.Key);
        if (LoadBalancers.GetValueOrDefault(key.Key) is not { } stored) return this;
        return (this with
        {
            LoadBalancers = LoadBalancers.Remove(key.Key),
            LoadBalancingIndex = LoadBalancingIndex.Move(stored, null),
            Agenda = Agenda.Reschedule(key, stored.NextWake, null),
        }).WithoutHistory(key).Changed(key.Kind, key.Key);
    }

    public World Put(ElbListener listener) =>
        (this with
        {
            Listeners = Listeners.SetItem(listener.Key, listener),
            LoadBalancingIndex = LoadBalancingIndex.Move(Listeners.GetValueOrDefault(listener.Key), listener),
        }).Changed(EntityKind.Listener, listener.Key);

    public World Remove(ElbListener listener) => Listeners.GetValueOrDefault(listener.Key) is not { } stored ? this
        : (this with { Listeners = Listeners.Remove(stored.Key), LoadBalancingIndex = LoadBalancingIndex.Move(stored, null) }).WithoutHistory(new(EntityKind.Listener, stored.Key)).Changed(EntityKind.Listener, stored.Key);

    public World Put(ElbRule rule) =>
        (this with
        {
            ListenerRules = ListenerRules.SetItem(rule.Key, rule),
            LoadBalancingIndex = LoadBalancingIndex.Move(ListenerRules.GetValueOrDefault(rule.Key), rule),
        }).Changed(EntityKind.ListenerRule, rule.Key);

    public World Remove(ElbRule rule) => ListenerRules.GetValueOrDefault(rule.Key) is not { } stored ? this
        : (this with { ListenerRules = ListenerRules.Remove(stored.Key), LoadBalancingIndex = LoadBalancingIndex.Move(stored, null) }).WithoutHistory(new(EntityKind.ListenerRule, stored.Key)).Changed(EntityKind.ListenerRule, stored.Key);

    public World Put(ElbTargetGroup group) =>
        (this with
        {
            TargetGroups = TargetGroups.SetItem(group.Key, group),
            LoadBalancingIndex = LoadBalancingIndex.Move(TargetGroups.GetValueOrDefault(group.Key), group),
        }).Changed(EntityKind.TargetGroup, group.Key);

    public World Remove(ElbTargetGroup group) => TargetGroups.GetValueOrDefault(group.Key) is not { } stored ? this
        : (this with { TargetGroups = TargetGroups.Remove(stored.Key), LoadBalancingIndex = LoadBalancingIndex.Move(stored, null) }).WithoutHistory(new(EntityKind.TargetGroup, stored.Key)).Changed(EntityKind.TargetGroup, stored.Key);

    public World Put(ElbTarget target)
    {
        var key = new EntityKey(EntityKind.Target, target.Key);
        var before = Targets.GetValueOrDefault(key.Key);
        return (this with
        {
            Targets = Targets.SetItem(key.Key, target),
            LoadBalancingIndex = LoadBalancingIndex.Move(before, target),
            Agenda = Agenda.Reschedule(key, before?.NextWake, target.NextWake),
        }).Changed(key.Kind, key.Key);
    }

    public World Remove(ElbTarget target)
    {
        var key = new EntityKey(EntityKind.Target, target.Key);
        if (Targets.GetValueOrDefault(key.Key) is not { } stored) return this;
        return (this with
        {
            Targets = Targets.Remove(key.Key),
            LoadBalancingIndex = LoadBalancingIndex.Move(stored, null),
            Agenda = Agenda.Reschedule(key, stored.NextWake, null),
        }).Changed(key.Kind, key.Key);
    }

    public World Put(ClassicLoadBalancer balancer) =>
        (this with { ClassicLoadBalancers = ClassicLoadBalancers.SetItem(balancer.Name, balancer) }).Changed(EntityKind.ClassicLoadBalancer, balancer.Name);

    public World Remove(ClassicLoadBalancer balancer) =>
        (this with { ClassicLoadBalancers = ClassicLoadBalancers.Remove(balancer.Name) }).Changed(EntityKind.ClassicLoadBalancer, balancer.Name);
}
