using System.Collections.Immutable;
using Workbook.Orchestration.AutoScaling;

namespace Workbook.Orchestration.Worlds;

public sealed partial record World
{
    /// <summary>By name.</summary>
    public ImmutableSortedDictionary<string, AutoScalingGroupState> AutoScalingGroups { get; private init; } = Table<AutoScalingGroupState>();

    /// <summary>By name.</summary>
    public ImmutableSortedDictionary<string, LaunchConfigurationState> LaunchConfigurations { get; private init; } = Table<LaunchConfigurationState>();

    /// <summary>By <see cref="ScalingActivity.Key"/>: by group, then time.</summary>
    public ImmutableSortedDictionary<string, ScalingActivity> ScalingActivities { get; private init; } = Table<ScalingActivity>();

    public World Put(AutoScalingGroupState group)
    {
        var key = new EntityKey(EntityKind.AutoScalingGroup, group.Name);
        return (this with
        {
            AutoScalingGroups = AutoScalingGroups.SetItem(group.Name, group),
            Agenda = Agenda.Reschedule(key, AutoScalingGroups.GetValueOrDefault(group.Name)?.NextWake, group.NextWake).Touch(key),
        }).Changed(key.Kind, key.Key).GroupChanged(group.Name);
    }

    public World Remove(AutoScalingGroupState group)
    {
        var key = new EntityKey(EntityKind.AutoScalingGroup, group.Name);
        return (this with
        {
            AutoScalingGroups = AutoScalingGroups.Remove(group.Name),
            Agenda = Agenda.Reschedule(key, AutoScalingGroups.GetValueOrDefault(group.Name)?.NextWake, null).Settle(key),
        }).Changed(key.Kind, key.Key);
    }

    public World Put(LaunchConfigurationState configuration) =>
        (this with { LaunchConfigurations = LaunchConfigurations.SetItem(configuration.Name, configuration) })
            .Changed(EntityKind.LaunchConfiguration, configuration.Name);

    public World Remove(LaunchConfigurationState configuration) =>
        (this with { LaunchConfigurations = LaunchConfigurations.Remove(configuration.Name) })
            .Changed(EntityKind.LaunchConfiguration, configuration.Name);

    public World Put(ScalingActivity activity)
    {
        var key = new EntityKey(EntityKind.ScalingActivity, activity.Key);
        return (this with
        {
            ScalingActivities = ScalingActivities.SetItem(activity.Key, activity),
            Agenda = Agenda.Reschedule(key, ScalingActivities.GetValueOrDefault(activity.Key)?.NextWake, activity.NextWake),
        }).Changed(key.Kind, key.Key);
    }

    public World Remove(ScalingActivity activity)
    {
        var key = new EntityKey(EntityKind.ScalingActivity, activity.Key);
        return (this with
        {
            ScalingActivities = ScalingActivities.Remove(activity.Key),
            Agenda = Agenda.Reschedule(key, activity.NextWake, null),
        }).Changed(key.Kind, key.Key);
    }
}
