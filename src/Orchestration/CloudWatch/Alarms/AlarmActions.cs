using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch.Alarms;

/// <summary>
/// What an alarm does when its state changes. Policies of Application Auto Scaling are invoked, again each minute while the state lasts; nobody is
/// there for other actions, which the history says.
/// </summary>
internal static class AlarmActions
{
    /// <param name="isTold">Somebody told the alarm its state, so that no evaluation follows that would invoke policies with all data points of the minute.</param>
    public static World Run(World world, CwAlarm alarm, bool isTold, DateTimeOffset now)
    {
        if (!alarm.ActionsEnabled) return world;
        foreach (var action in alarm.Actions) world = Note(world, alarm, action, now);
        return isTold && alarm.Metric is not null ? Invocations.Tell(world, alarm) : world;
    }

    private static World Note(World world, CwAlarm alarm, string action, DateTimeOffset now)
    {
        var error = ErrorOf(world, alarm, action);
        var summary = error is null ? $"Successfully executed action {action}" : $"Failed to execute action {action}. Received error: \"{error}\"";
        return AlarmHistories.Add(world, alarm, HistoryItemType.Action, summary, AlarmWords.Json(json =>
        {
            json.WriteString("actionState", error is null ? "Succeeded" : "Failed");
            json.WriteNumber("stateUpdateTimestamp", alarm.StateUpdatedAt.ToUnixTimeMilliseconds());
            json.WriteString("notificationResource", action);
            json.WriteString("error", error);
        }), now);
    }

    private static string? ErrorOf(World world, CwAlarm alarm, string action)
    {
        if (!AasScalingPolicy.IsPolicy(action, world.Scope)) return $"ECS Workbook does not carry out actions of {action.Split(':')[2]}.";
        if (alarm.Composite is not null) return "A composite alarm cannot invoke a scaling policy.";
        return AasScalingPolicy.Of(world, action) is null ? "The scaling policy does not exist." : null;
    }
}
