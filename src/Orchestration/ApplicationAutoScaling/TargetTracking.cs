using System.Globalization;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>
/// What a target tracking policy makes of its alarms. The metric is taken to change in proportion to the number of tasks: 2 tasks at 80 of 50 → 4.
/// </summary>
internal static class TargetTracking
{
    // 3 × 50 / 50 must not become 4 by the last bit of a division.
    private const double Tolerance = 1e-9;

    /// <summary>In proportion to the newest data point, and at least one task more: the metric is above its target.</summary>
    /// <param name="from">What is added to: less than the desired count while the cooldown of an earlier scale-out lasts.</param>
    public static Proposal ScaleOut(AasScalingPolicy policy, AlarmReading reading, int from)
    {
        var (metric, target) = (reading.Values.Count == 0 ? reading.Threshold : reading.Values[0], policy.Tracking!.TargetValue!.Value);
        var capacity = metric > target ? Math.Max(from + 1, Needed(from, metric, target)) : from;
        return new(capacity, 1, string.Create(CultureInfo.InvariantCulture, $"The metric is {metric:0.###} and its target {target:0.###}: {from} × {metric:0.###} / {target:0.###} makes {capacity} tasks."));
    }

    /// <summary>By the highest of all data points that were evaluated, rounded up, so that the metric stays at or below its target.</summary>
    public static Proposal ScaleIn(AasScalingPolicy policy, AlarmReading reading, int count)
    {
        var (metric, target) = (reading.Values.Count == 0 ? reading.Threshold : reading.Values.Max(), policy.Tracking!.TargetValue!.Value);
        var capacity = Math.Min(count, Needed(count, metric, target));
        return new(capacity, -1, string.Create(CultureInfo.InvariantCulture, $"The metric was at most {metric:0.###} and its target is {target:0.###}: {count} × {metric:0.###} / {target:0.###} makes {capacity} tasks."), Flaps: capacity >= count);
    }

    private static int Needed(int count, double metric, double target) => (int)Math.Clamp(Math.Ceiling(count * metric / target - Tolerance), 0, int.MaxValue);
}
