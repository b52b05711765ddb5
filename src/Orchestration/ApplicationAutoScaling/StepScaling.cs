using System.Diagnostics;
using System.Globalization;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>What a step scaling policy makes of an alarm (see "Step scaling policies" in the Application Auto Scaling user guide).</summary>
internal static class StepScaling
{
    /// <summary>The capacity that it asks for; null when no step covers the metric.</summary>
    /// <param name="isAbove">Whether the alarm breaches upwards; decides a metric that is at the threshold.</param>
    /// <param name="count">The desired count now.</param>
    /// <param name="from">What a scale-out adds to: less than the count while the cooldown of an earlier one lasts.</param>
    public static Proposal? Propose(StepScalingPolicyConfiguration policy, AlarmReading reading, bool isAbove, int count, int from)
    {
        var metric = Aggregate(policy.MetricAggregationType!, reading);
        var distance = metric - reading.Threshold;
        var step = policy.StepAdjustments!.FirstOrDefault(each => Covers(each, distance, distance > 0 || (distance == 0 && isAbove)));
        if (step?.ScalingAdjustment is not { } adjustment) return null;
        var larger = Adjusted(policy, adjustment, from);
        var capacity = adjustment < 0 && policy.AdjustmentType != AdjustmentType.ExactCapacity ? Adjusted(policy, adjustment, count) : larger;
        var text = string.Create(CultureInfo.InvariantCulture,
            $"The metric is {metric:0.###}, {Math.Abs(distance):0.###} {(distance < 0 ? "below" : "above")} the threshold {reading.Threshold:0.###}: {policy.AdjustmentType} {adjustment:+0;-0;0} of {(capacity < count ? count : from)} makes {capacity}.");
        return new(capacity, policy.AdjustmentType == AdjustmentType.ExactCapacity ? Math.Sign(capacity - count) : Math.Sign(adjustment), text);
    }

    private static double Aggregate(string aggregation, AlarmReading reading) => reading.Values.Count == 0 ? reading.Threshold : aggregation switch
    {
        MetricAggregationType.Average => reading.Values.Average(),
        MetricAggregationType.Minimum => reading.Values.Min(),
        MetricAggregationType.Maximum => reading.Values.Max(),
        _ => throw new UnreachableException($"There is no aggregation {aggregation}."),
    };

    // Above the threshold the lower bound belongs to the step, below it the upper bound.
    private static bool Covers(StepAdjustment step, double distance, bool isAbove)
    {
        var (lower, upper) = (step.MetricIntervalLowerBound ?? double.NegativeInfinity, step.MetricIntervalUpperBound ?? double.PositiveInfinity);
        return isAbove ? distance >= lower && distance < upper : distance > lower && distance <= upper;
    }

    private static int Adjusted(StepScalingPolicyConfiguration policy, int adjustment, int count) => policy.AdjustmentType switch
    {
        AdjustmentType.ExactCapacity => adjustment,
        AdjustmentType.ChangeInCapacity => Clamp((long)count + adjustment),
        AdjustmentType.PercentChangeInCapacity => Clamp(count + Percent(count * (double)adjustment / 100, policy.MinAdjustmentMagnitude ?? 0)),
        _ => throw new UnreachableException($"There is no adjustment {policy.AdjustmentType}."),
    };

    // 12.7 → 12, 0.67 → 1, -0.58 → -1, -6.67 → -6; 1 of at least 2 → 2
    private static long Percent(double change, int least)
    {
        if (change == 0) return 0;
        var whole = Math.Abs(change) < 1 ? Math.Sign(change) : (long)Math.Truncate(change);
        return Math.Sign(change) * Math.Max(Math.Abs(whole), least);
    }

    private static int Clamp(long count) => (int)Math.Clamp(count, 0, int.MaxValue);
}

/// <summary>What a policy asks for.</summary>
/// <param name="Capacity">How many tasks, before the bounds.</param>
/// <param name="Direction">1 to scale out, -1 to scale in, 0 to stay.</param>
/// <param name="Words">How it came to that.</param>
/// <param name="Flaps">Whether one task fewer would bring the metric above its target.</param>
internal sealed record Proposal(int Capacity, int Direction, string Words, bool Flaps = false);
