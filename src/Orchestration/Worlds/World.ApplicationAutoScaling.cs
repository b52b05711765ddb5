using System.Collections.Immutable;
using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.Services;

namespace Workbook.Orchestration.Worlds;

public sealed partial record World
{
    /// <summary>By <see cref="AasScalableTarget.Key"/>.</summary>
    public ImmutableSortedDictionary<string, AasScalableTarget> ScalableTargets { get; private init; } = Table<AasScalableTarget>();

    /// <summary>By <see cref="AasScalingPolicy.Key"/>: by target, then name.</summary>
    public ImmutableSortedDictionary<string, AasScalingPolicy> ScalingPolicies { get; private init; } = Table<AasScalingPolicy>();

    /// <summary>By <see cref="AasScheduledAction.Key"/>: by target, then name.</summary>
    public ImmutableSortedDictionary<string, AasScheduledAction> ScheduledActions { get; private init; } = Table<AasScheduledAction>();

    /// <summary>By <see cref="AasScalingActivity.Key"/>: by target, then time.</summary>
    public ImmutableSortedDictionary<string, AasScalingActivity> TargetActivities { get; private init; } = Table<AasScalingActivity>();

    /// <summary>The keys of a target's policies and of its scheduled actions; see <see cref="TargetBuckets"/>.</summary>
    public Buckets TargetIndex { get; private init; } = Buckets.Empty;

    /// <summary>The policies of a target, by name.</summary>
    public IEnumerable<AasScalingPolicy> PoliciesOf(string targetKey) => TargetIndex[TargetBuckets.Policies(targetKey)].Select(key => ScalingPolicies[key]);

    public World Put(AasScalableTarget target)
    {
        var key = new EntityKey(EntityKind.ScalableTarget, target.Key);
        return (this with { ScalableTargets = ScalableTargets.SetItem(target.Key, target), Agenda = Agenda.Touch(key) }).Changed(key.Kind, key.Key);
    }

    public World Remove(AasScalableTarget target)
    {
        var key = new EntityKey(EntityKind.ScalableTarget, target.Key);
        return (this with { ScalableTargets = ScalableTargets.Remove(target.Key), Agenda = Agenda.Settle(key) }).Changed(key.Kind, key.Key);
    }

    public World Put(AasScalingPolicy policy) => (this with
    {
        ScalingPolicies = ScalingPolicies.SetItem(policy.Key, policy),
        TargetIndex = TargetIndex.Move(policy.Key, [], [TargetBuckets.Policies(policy.TargetKey)]),
    }).Changed(EntityKind.ScalingPolicy, policy.Key);

    public World Remove(AasScalingPolicy policy) => (this with
    {
        ScalingPolicies = ScalingPolicies.Remove(policy.Key),
        TargetIndex = TargetIndex.Move(policy.Key, [TargetBuckets.Policies(policy.TargetKey)], []),
    }).Changed(EntityKind.ScalingPolicy, policy.Key);

    public World Put(AasScheduledAction action)
    {
        var key = new EntityKey(EntityKind.ScheduledAction, action.Key);
        return (this with
        {
            ScheduledActions = ScheduledActions.SetItem(action.Key, action),
            TargetIndex = TargetIndex.Move(action.Key, [], [TargetBuckets.Actions(action.TargetKey)]),
            Agenda = Agenda.Reschedule(key, ScheduledActions.GetValueOrDefault(action.Key)?.NextWake, action.NextWake),
        }).Changed(key.Kind, key.Key);
    }

    public World Remove(AasScheduledAction action)
    {
        var key = new EntityKey(EntityKind.ScheduledAction, action.Key);
        return (this with
        {
            ScheduledActions = ScheduledActions.Remove(action.Key),
            TargetIndex = TargetIndex.Move(action.Key, [TargetBuckets.Actions(action.TargetKey)], []),
            Agenda = Agenda.Reschedule(key, action.NextWake, null),
        }).Changed(key.Kind, key.Key);
    }

    public World Put(AasScalingActivity activity)
    {
        var key = new EntityKey(EntityKind.TargetActivity, activity.Key);
        return (this with
        {
            TargetActivities = TargetActivities.SetItem(activity.Key, activity),
            Agenda = Agenda.Reschedule(key, TargetActivities.GetValueOrDefault(activity.Key)?.NextWake, activity.NextWake),
        }).Changed(key.Kind, key.Key);
    }

    public World Remove(AasScalingActivity activity)
    {
        var key = new EntityKey(EntityKind.TargetActivity, activity.Key);
        return (this with
        {
            TargetActivities = TargetActivities.Remove(activity.Key),
            Agenda = Agenda.Reschedule(key, activity.NextWake, null),
        }).Changed(key.Kind, key.Key);
    }

    /// <summary>A scalable target whose last change is not fulfilled yet looks at its service again.</summary>
    private World TouchTargetOf(EcsService service) =>
        !ScalableTargets.IsEmpty && ScalableTargets.TryGetValue(AasScalableTarget.KeyOf(service.Key), out var target) && target.RunningActivity is not null
            ? this with { Agenda = Agenda.Touch(new(EntityKind.ScalableTarget, target.Key)) }
            : this;
}
