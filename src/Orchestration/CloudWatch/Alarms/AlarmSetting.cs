using System.Text.Json;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch.Alarms;

/// <summary>Alarms are made, changed and deleted, and told by hand which state they are in.</summary>
public static class AlarmSetting
{
    public static World Put(World world, PutMetricAlarmRequest request, DateTimeOffset now)
    {
        var checkedRequest = MetricAlarmRules.Check(request);
        var before = Configured(world, request.AlarmName!);
        if (before?.Composite is not null) throw Error($"The alarm {request.AlarmName} is a composite alarm, and cannot become a metric alarm.");
        var alarm = Base(world, before, request.AlarmName!, request.Tags, now) with { Metric = checkedRequest with { Tags = null } };
        return AlarmHistories.Configured(world.Put(alarm), alarm, before is null ? "Create" : "Update", now);
    }

    public static World Put(World world, PutCompositeAlarmRequest request, DateTimeOffset now)
    {
        var rule = AlarmRule.Parse(request.AlarmRule!);
        var absent = rule.Names.Where(name => name != request.AlarmName && !world.Alarms.ContainsKey(name)).ToList();
        if (absent.Count > 0) throw Error($"Could not save the composite alarm as alarms [{string.Join(", ", absent)}] in the alarm rule do not exist");
        if (rule.Names.Contains(request.AlarmName!)) throw Error("The alarm rule of a composite alarm cannot refer to the alarm itself.");
        if (request.ActionsSuppressor is not null && (request.ActionsSuppressorWaitPeriod is null || request.ActionsSuppressorExtensionPeriod is null))
            throw Error("ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod are required when ActionsSuppressor is given.");
        MetricAlarmRules.CheckActions(request.AlarmActions, request.OKActions, request.InsufficientDataActions);
        var before = Configured(world, request.AlarmName!);
        if (before?.Metric is not null) throw Error($"The alarm {request.AlarmName} is a metric alarm, and cannot become a composite alarm.");
        var alarm = Base(world, before, request.AlarmName!, request.Tags, now) with
        {
            Composite = request with { Tags = null, ActionsEnabled = request.ActionsEnabled ?? true, AlarmActions = request.AlarmActions ?? [], OKActions = request.OKActions ?? [], InsufficientDataActions = request.InsufficientDataActions ?? [] },
        };
        alarm = Suppression.Checked(alarm);
        return AlarmStates.Start(AlarmHistories.Configured(world, alarm, before is null ? "Create" : "Update", now), alarm, before is null, now);
    }

    /// <summary>All or none.</summary>
    public static World Delete(World world, ValueList<string> names, DateTimeOffset now)
    {
        var alarms = names.Distinct(StringComparer.Ordinal).Select(name => Find(world, name)).ToList();
        if (alarms.Count(alarm => alarm.Composite is not null) is > 0 and var composites && (composites > 1 || alarms.Count > composites))
            throw Error("A composite alarm can only be deleted on its own.");
        foreach (var alarm in alarms)
        {
            if (world.Alarms.Values.Any(each => each.Name != alarm.Name && each.Composite is { } composite && AlarmRule.Parse(composite.AlarmRule!).Names.Contains(alarm.Name)))
                throw Error($"Cannot delete {alarm.Name} as there are composite alarm(s) depending on it.");
        }
        return alarms.Aggregate(world, (next, alarm) => AlarmHistories.Configured(next.Remove(alarm), alarm, "Delete", now));
    }

    /// <summary>Until the next evaluation that finds another.</summary>
    public static World SetState(World world, SetAlarmStateRequest request, DateTimeOffset now)
    {
        if (request.StateReasonData is { Length: > 0 } data && !IsJson(data)) throw CloudWatchErrors.InvalidFormatFault("StateReasonData is not valid JSON.");
        return AlarmStates.Set(world, Find(world, request.AlarmName!), request.StateValue!, request.StateReason!, request.StateReasonData, now);
    }

    /// <summary>A state for the deployments that watch an alarm, whether or not anybody configured it.</summary>
    public static World Tell(World world, string name, bool inAlarm, DateTimeOffset now) => AlarmStates.Set(
        world, world.Alarms.GetValueOrDefault(name) ?? new(name), inAlarm ? StateValue.Alarm : StateValue.Ok, "Set for an experiment", null, now);

    public static World Enable(World world, ValueList<string> names, bool enabled) => names.Aggregate(world, (next, name) =>
        Configured(next, name) is not { } alarm ? next
        : next.Put(alarm with
        {
            Metric = alarm.Metric is { } metric ? metric with { ActionsEnabled = enabled } : null,
            Composite = alarm.Composite is { } composite ? composite with { ActionsEnabled = enabled } : null,
        }));

    internal static bool IsJson(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Tags are only taken when the alarm is made.
    private static CwAlarm Base(World world, CwAlarm? before, string name, ValueList<Tag>? tags, DateTimeOffset now) =>
        before is not null ? before with { ConfiguredAt = now }
        : (world.Alarms.GetValueOrDefault(name) ?? new CwAlarm(name) { StateUpdatedAt = now, StateTransitionedAt = now }) with { ConfiguredAt = now, Tags = CloudWatchTags.Check(tags) };

    private static CwAlarm? Configured(World world, string name) => world.Alarms.GetValueOrDefault(name) is { IsConfigured: true } alarm ? alarm : null;

    private static CwAlarm Find(World world, string name) => Configured(world, name) ?? throw CloudWatchErrors.ResourceNotFound($"Alarm {name} does not exist");

    private static ApiException Error(string message) => CloudWatchErrors.Create("ValidationError", message);
}
