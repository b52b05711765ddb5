using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch.Alarms;

/// <summary>Carry out what a composite alarm held back while its suppressor could go off.</summary>
public sealed record ReleaseActions(string AlarmName, string Reason) : Decision(Reason);

/// <summary>
/// Holds back the actions of composite alarms: first for as long as the suppressor may need to go off, then while it is in ALARM, then for a while
/// after it (see "Alarm suppression" in the CloudWatch user guide).
/// </summary>
internal static class Suppression
{
    /// <summary>The state of a composite alarm has changed.</summary>
    public static World Changed(World world, CwAlarm alarm, bool isTold, DateTimeOffset now)
    {
        if (alarm.Composite is not { ActionsSuppressor: { } suppressor } composite) return AlarmActions.Run(world, alarm, isTold, now);
        if (world.Alarms.GetValueOrDefault(NameOf(suppressor)) is { IsInAlarm: true }) return world.Put(Held(alarm, ActionsSuppressedBy.Alarm, null));
        if (alarm.SuppressedBy == ActionsSuppressedBy.ExtensionPeriod) return world;
        return composite.ActionsSuppressorWaitPeriod > 0
            ? world.Put(Held(alarm, ActionsSuppressedBy.WaitPeriod, now + TimeSpan.FromSeconds(composite.ActionsSuppressorWaitPeriod.Value)))
            : AlarmActions.Run(world, alarm, isTold, now);
    }

    /// <summary>Has the composite alarms follow that an alarm suppresses whose state has changed.</summary>
    public static World Follow(World world, CwAlarm suppressor, DateTimeOffset now)
    {
        foreach (var alarm in world.Alarms.Values.Where(each => each.SuppressedBy is not null && each.Composite?.ActionsSuppressor is { } named && NameOf(named) == suppressor.Name).ToList())
        {
            var extension = alarm.Composite!.ActionsSuppressorExtensionPeriod;
            if (suppressor.IsInAlarm) world = world.Put(Held(alarm, ActionsSuppressedBy.Alarm, null));
            else if (alarm.SuppressedBy != ActionsSuppressedBy.Alarm) continue;
            else if (extension > 0) world = world.Put(Held(alarm, ActionsSuppressedBy.ExtensionPeriod, now + TimeSpan.FromSeconds(extension.Value)));
            else world = Release(world, alarm.Name, now);
        }
        return world;
    }

    public static World Release(World world, string name, DateTimeOffset now)
    {
        if (world.Alarms.GetValueOrDefault(name) is not { SuppressedBy: not null } alarm) return world;
        var free = Held(alarm, null, null);
        return AlarmActions.Run(world.Put(free), free, isTold: false, now);
    }

    public static void Plan(Draft draft, string name)
    {
        if (draft.World.Alarms.GetValueOrDefault(name) is { SuppressedUntil: { } until } alarm && until <= draft.Now)
            draft.Decide(new ReleaseActions(name, $"The {alarm.SuppressedBy} of the suppressor is over."));
    }

    /// <summary>A composite alarm may be configured without a suppressor that held it back.</summary>
    public static CwAlarm Checked(CwAlarm alarm) => alarm.Composite?.ActionsSuppressor is null ? Held(alarm, null, null) : alarm;

    private static CwAlarm Held(CwAlarm alarm, string? by, DateTimeOffset? until) => alarm with { SuppressedBy = by, SuppressedUntil = until };

    // A name or an ARN.
    private static string NameOf(string suppressor) => suppressor.StartsWith("arn:", StringComparison.Ordinal) && suppressor.Split(':', 7) is [.., "alarm", var name] ? name : suppressor;
}
