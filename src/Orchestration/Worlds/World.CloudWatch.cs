using System.Collections.Immutable;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatch.Alarms;

namespace Workbook.Orchestration.Worlds;

public sealed partial record World
{
    /// <summary>By name, also those of which nothing is known but their state.</summary>
    public ImmutableSortedDictionary<string, CwAlarm> Alarms { get; private init; } = Table<CwAlarm>();

    /// <summary>By the alarm's name.</summary>
    public ImmutableSortedDictionary<string, CwAlarmHistory> AlarmHistories { get; private init; } = Table<CwAlarmHistory>();

    /// <summary>By name.</summary>
    public ImmutableSortedDictionary<string, CwDashboard> Dashboards { get; private init; } = Table<CwDashboard>();

    /// <summary>Notes an alarm and, when its state is another, has the services that watch it looked at.</summary>
    public World Put(CwAlarm alarm)
    {
        var before = Alarms.GetValueOrDefault(alarm.Name);
        var key = new EntityKey(EntityKind.Alarm, alarm.Name);
        var world = (this with { Alarms = Alarms.SetItem(alarm.Name, alarm), Agenda = Agenda.Reschedule(key, before?.NextWake, alarm.NextWake) }).Changed(key.Kind, key.Key);
        return before?.IsInAlarm == alarm.IsInAlarm ? world : world.TouchWatchersOf(alarm.Name);
    }

    public World Remove(CwAlarm alarm) => (this with
    {
        Alarms = Alarms.Remove(alarm.Name),
        Agenda = Agenda.Reschedule(new(EntityKind.Alarm, alarm.Name), alarm.NextWake, null),
    }).Changed(EntityKind.Alarm, alarm.Name).TouchWatchersOf(alarm.Name);

    public World Put(CwAlarmHistory history) =>
        (this with { AlarmHistories = AlarmHistories.SetItem(history.AlarmName, history) }).Changed(EntityKind.AlarmHistory, history.AlarmName);

    public World Put(CwDashboard dashboard) =>
        (this with { Dashboards = Dashboards.SetItem(dashboard.Name, dashboard) }).Changed(EntityKind.Dashboard, dashboard.Name);

    public World Remove(CwDashboard dashboard) =>
        (this with { Dashboards = Dashboards.Remove(dashboard.Name) }).Changed(EntityKind.Dashboard, dashboard.Name);

    private World TouchWatchersOf(string alarm) => Services.Values
        .Where(service => service.DeploymentConfiguration.Alarms?.AlarmNames?.Contains(alarm) == true)
        .Aggregate(this, (next, service) => next.Touch(service));
}
