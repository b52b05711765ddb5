using System.Text.Json;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>Which policies alarms invoke, and whether anything comes of it.</summary>
public static class Invocations
{
    /// <summary>Whether an alarm in a state invokes policies each minute.</summary>
    public static bool Invokes(World world, CwAlarm alarm, string state) =>
        alarm.ActionsEnabled && (alarm with { State = state }).Actions.Any(action => AasScalingPolicy.Of(world, action) is not null);

    /// <summary>Whether a decision would come of readings, so that they are worth being told.</summary>
    public static bool Matter(World world, IEnumerable<AlarmReading> readings, DateTimeOffset now)
    {
        foreach (var (target, heard) in ByTarget(world, readings))
        {
            if (PolicyWeighing.Decide(world, target, heard, now) is not (null or SettleTarget)) return true;
        }
        return false;
    }

    internal static World Note(World world, PoliciesInvoked seen)
    {
        foreach (var (target, heard) in ByTarget(world, seen.Readings)) world = world.Put(target with { Heard = target.Heard.Concat(heard).ToValueList() });
        return world;
    }

    /// <summary>Somebody told an alarm its state: what its reason data say of data points is all that is known.</summary>
    internal static World Tell(World world, CwAlarm alarm) => Note(world, new([Reading(alarm)]));

    /// <summary>What an alarm in its state last said.</summary>
    internal static AlarmReading Reading(CwAlarm alarm) => new(alarm.Name, alarm.State, alarm.Metric?.Threshold ?? 0, RecentDatapoints(alarm.ReasonData));

    private static IEnumerable<(AasScalableTarget Target, ValueList<PolicyInvocation> Heard)> ByTarget(World world, IEnumerable<AlarmReading> readings)
    {
        var invocations = new List<(string TargetKey, PolicyInvocation Invocation)>();
        foreach (var reading in readings)
        {
            if (world.Alarms.GetValueOrDefault(reading.AlarmName) is not { ActionsEnabled: true } alarm || alarm.State != reading.State) continue;
            foreach (var policy in alarm.Actions.Select(action => AasScalingPolicy.Of(world, action)).OfType<AasScalingPolicy>().Distinct())
                invocations.Add((policy.TargetKey, new(policy.Name, reading)));
        }
        return invocations.GroupBy(each => each.TargetKey, StringComparer.Ordinal)
            .Select(group => (world.ScalableTargets[group.Key], group.Select(each => each.Invocation).ToValueList()));
    }

    // Oldest first there, newest first here.
    private static ValueList<double> RecentDatapoints(string? reasonData)
    {
        if (string.IsNullOrEmpty(reasonData)) return [];
        try
        {
            using var json = JsonDocument.Parse(reasonData);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("recentDatapoints", out var points) && points.ValueKind == JsonValueKind.Array
                ? points.EnumerateArray().Where(point => point.ValueKind == JsonValueKind.Number).Select(point => point.GetDouble()).Reverse().ToValueList()
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
