using System.Text.Json;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch.Alarms;

/// <summary>Alarms change their state: what is noted of it, and what becomes of the composite alarms above.</summary>
public static class AlarmStates
{
    // As deep as alarms are followed upwards: with a hundred each there are no longer ways but in a circle.
    private const int MaxDepth = 20;

    /// <summary>An evaluation came to another state; a late one, of an earlier configuration, changes nothing.</summary>
    public static World Note(World world, AlarmEvaluated seen, DateTimeOffset now) =>
        world.Alarms.GetValueOrDefault(seen.AlarmName) is { Metric: not null } alarm && alarm.ConfiguredAt == seen.ConfiguredAt && alarm.State != seen.Verdict.State
            ? Set(world, alarm, seen.Verdict.State, seen.Verdict.Reason, seen.Verdict.ReasonData, isTold: false, now, 0)
            : world;

    /// <summary>Puts the alarm into a state that somebody told, and those that are made of it into theirs.</summary>
    public static World Set(World world, CwAlarm alarm, string state, string reason, string? reasonData, DateTimeOffset now) =>
        Set(world, alarm, state, reason, reasonData, isTold: true, now, 0);

    /// <summary>A composite alarm was made or changed.</summary>
    internal static World Start(World world, CwAlarm composite, bool isNew, DateTimeOffset now)
    {
        world = world.Put(composite);
        var state = StateOf(world, composite);
        if (state == composite.State) return world;
        var reason = $"{composite.Arn(world.Scope)} was {(isNew ? "created" : "updated")} and its alarm rule evaluates to {state}";
        return Set(world, composite, state, reason, Triggering(world, null), isTold: false, now, 0);
    }

    private static World Set(World world, CwAlarm alarm, string state, string reason, string? reasonData, bool isTold, DateTimeOffset now, int depth)
    {
        var changed = alarm.State != state;
        var next = alarm with
        {
            State = state,
            Reason = reason,
            ReasonData = reasonData,
            StateUpdatedAt = now,
            StateTransitionedAt = changed ? now : alarm.StateTransitionedAt,
        };
        world = world.Put(next);
        if (!changed) return world;
        world = AlarmHistories.Add(world, next, HistoryItemType.StateUpdate, $"Alarm updated from {alarm.State} to {state}", Data(alarm, next), now);
        world = Suppression.Follow(Suppression.Changed(world, next, isTold, now), next, now);
        return depth == MaxDepth ? world : Climb(world, next, now, depth);
    }

    private static World Climb(World world, CwAlarm child, DateTimeOffset now, int depth)
    {
        foreach (var name in world.Alarms.Values.Where(each => each.Composite is { } composite && AlarmRule.Parse(composite.AlarmRule!).Names.Contains(child.Name)).Select(each => each.Name).ToList())
        {
            var parent = world.Alarms[name];
            var state = StateOf(world, parent);
            if (state == parent.State) continue;
            var reason = $"{child.Arn(world.Scope)} transitioned to {child.State} at {AlarmWords.Long(child.StateTransitionedAt)}";
            world = Set(world, parent, state, reason, Triggering(world, child), isTold: false, now, depth + 1);
        }
        return world;
    }

    private static string StateOf(World world, CwAlarm composite) =>
        AlarmRule.Parse(composite.Composite!.AlarmRule!).Holds(name => world.Alarms.GetValueOrDefault(name)?.State) ? StateValue.Alarm : StateValue.Ok;

    private static string Triggering(World world, CwAlarm? child) => AlarmWords.Json(json =>
    {
        json.WriteStartArray("triggeringAlarms");
        if (child is not null)
        {
            json.WriteStartObject();
            json.WriteString("arn", child.Arn(world.Scope));
            json.WriteStartObject("state");
            json.WriteString("value", child.State);
            json.WriteString("timestamp", AlarmWords.Iso(child.StateTransitionedAt));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private static string Data(CwAlarm before, CwAlarm after) => AlarmWords.Json(json =>
    {
        json.WriteString("version", "1.0");
        State(json, "oldState", before);
        State(json, "newState", after);
    });

    private static void State(Utf8JsonWriter json, string name, CwAlarm alarm)
    {
        json.WriteStartObject(name);
        json.WriteString("stateValue", alarm.State);
        json.WriteString("stateReason", alarm.Reason);
        if (alarm.ReasonData is { Length: > 0 } data && IsJson(data))
        {
            json.WritePropertyName("stateReasonData");
            json.WriteRawValue(data);
        }
        json.WriteEndObject();
    }

    // SetAlarmState checks it, so that only what an older version kept could be none.
    private static bool IsJson(string text) => AlarmSetting.IsJson(text);
}
