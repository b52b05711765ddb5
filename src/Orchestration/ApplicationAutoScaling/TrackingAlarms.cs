using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>
/// The pair of alarms that a target tracking policy owns: three minutes above the target, and fifteen below nine tenths of it. There is no second
/// one when scale-in is disabled.
/// </summary>
internal static class TrackingAlarms
{
    private const int PeriodsAbove = 3, PeriodsBelow = 15;

    /// <exception cref="ApiException">ValidationException: the metric cannot be watched.</exception>
    public static (World World, AasScalingPolicy Policy) Make(World world, AasScalableTarget target, AasScalingPolicy policy, PolicyIds ids, DateTimeOffset now)
    {
        var tracking = policy.Tracking!;
        var action = policy.ActionArn(world.Scope);
        var alarm = TrackedMetric.Alarm(world, target, tracking) with
        {
            AlarmDescription = $"DO NOT EDIT OR DELETE. For TargetTrackingScaling policy {action}.",
            ActionsEnabled = true,
            AlarmActions = [action],
            TreatMissingData = "missing",
        };
        var high = alarm with
        {
            AlarmName = $"TargetTracking-{target.ResourceId}-AlarmHigh-{ids.AlarmHigh}",
            ComparisonOperator = ComparisonOperator.GreaterThanThreshold,
            EvaluationPeriods = PeriodsAbove,
            Threshold = tracking.TargetValue,
        };
        var low = alarm with
        {
            AlarmName = $"TargetTracking-{target.ResourceId}-AlarmLow-{ids.AlarmLow}",
            ComparisonOperator = ComparisonOperator.LessThanThreshold,
            EvaluationPeriods = PeriodsBelow,
            // 50 → 45: nine tenths, by whole numbers as long as possible.
            Threshold = tracking.TargetValue * 9 / 10,
        };
        try
        {
            foreach (var each in policy.TracksDown ? new[] { high, low } : [high]) world = AlarmSetting.Put(world, each, now);
        }
        catch (ApiException refused)
        {
            throw ScalingRefusal.Validation(refused.Message);
        }
        return (world, policy with { OwnAlarms = policy.TracksDown ? [high.AlarmName, low.AlarmName] : [high.AlarmName] });
    }

    public static World Remove(World world, AasScalingPolicy policy, DateTimeOffset now)
    {
        foreach (var name in policy.OwnAlarms)
        {
            if (world.Alarms.TryGetValue(name, out var alarm)) world = AlarmHistories.Configured(world.Remove(alarm), alarm, "Delete", now);
        }
        return world;
    }
}
