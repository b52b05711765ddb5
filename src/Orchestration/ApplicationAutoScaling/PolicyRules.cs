using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>What PutScalingPolicy takes.</summary>
internal static class PolicyRules
{
    private const int MostSteps = 20;

    /// <exception cref="ApiException">ValidationException.</exception>
    public static void Check(PutScalingPolicyRequest request)
    {
        switch (request.PolicyType ?? PolicyType.StepScaling)
        {
            case PolicyType.StepScaling:
                if (request.TargetTrackingScalingPolicyConfiguration is not null) throw Mismatch("TargetTrackingScalingPolicyConfiguration", PolicyType.StepScaling);
                Check(request.StepScalingPolicyConfiguration ?? throw Absent("StepScalingPolicyConfiguration", PolicyType.StepScaling));
                break;
            case PolicyType.TargetTrackingScaling:
                if (request.StepScalingPolicyConfiguration is not null) throw Mismatch("StepScalingPolicyConfiguration", PolicyType.TargetTrackingScaling);
                Check(request.TargetTrackingScalingPolicyConfiguration ?? throw Absent("TargetTrackingScalingPolicyConfiguration", PolicyType.TargetTrackingScaling));
                break;
            default:
                throw ScalingRefusal.NotServed("predictive scaling");
        }
    }

    public static StepScalingPolicyConfiguration WithDefaults(StepScalingPolicyConfiguration steps) => steps with { MetricAggregationType = steps.MetricAggregationType ?? MetricAggregationType.Average };

    private static void Check(StepScalingPolicyConfiguration policy)
    {
        if (policy.AdjustmentType is null) throw Error("AdjustmentType is required for step scaling policies.");
        if (policy.StepAdjustments is not { Count: > 0 } steps) throw Error("At least one StepAdjustment is required for step scaling policies.");
        if (steps.Count > MostSteps) throw Error($"There can be at most {MostSteps} step adjustments per scaling policy.");
        if (policy.Cooldown < 0) throw Error("Cooldown cannot be less than 0.");
        if (policy.MinAdjustmentMagnitude is { } magnitude && (policy.AdjustmentType != AdjustmentType.PercentChangeInCapacity || magnitude < 1))
            throw Error(magnitude < 1 ? "MinAdjustmentMagnitude must be at least 1." : "MinAdjustmentMagnitude is only supported for the adjustment type PercentChangeInCapacity.");
        if (policy.AdjustmentType == AdjustmentType.ExactCapacity && steps.Any(step => step.ScalingAdjustment < 0)) throw Error("ScalingAdjustment cannot be negative for the adjustment type ExactCapacity.");
        CheckIntervals(steps);
    }

    private static void CheckIntervals(ValueList<StepAdjustment> steps)
    {
        foreach (var step in steps)
        {
            if (step is { MetricIntervalLowerBound: null, MetricIntervalUpperBound: null }) throw Error("At least one of the bounds of a StepAdjustment must be specified.");
            if (step.MetricIntervalLowerBound >= step.MetricIntervalUpperBound) throw Error("The lower bound of a StepAdjustment must be less than its upper bound.");
            if (!double.IsFinite(step.MetricIntervalLowerBound ?? 0) || !double.IsFinite(step.MetricIntervalUpperBound ?? 0)) throw Error("The bounds of a StepAdjustment must be finite numbers.");
        }
        foreach (var (which, open, beyond) in new[]
        {
            ("lower", steps.Count(step => step.MetricIntervalLowerBound is null), steps.Any(step => step.MetricIntervalLowerBound < 0)),
            ("upper", steps.Count(step => step.MetricIntervalUpperBound is null), steps.Any(step => step.MetricIntervalUpperBound > 0)),
        })
        {
            if (open > 1) throw Error($"At most one StepAdjustment may have an unspecified {which} bound.");
            if (open == 0 && beyond) throw Error($"There must be a StepAdjustment with an unspecified {which} bound when one StepAdjustment has a {(which == "lower" ? "negative lower" : "positive upper")} bound.");
        }
        var sorted = steps.OrderBy(step => step.MetricIntervalLowerBound ?? double.NegativeInfinity).ToList();
        foreach (var (left, right) in sorted.Zip(sorted.Skip(1)))
        {
            if (right.MetricIntervalLowerBound < (left.MetricIntervalUpperBound ?? double.PositiveInfinity)) throw Error("StepAdjustment intervals can not overlap.");
            if (right.MetricIntervalLowerBound > left.MetricIntervalUpperBound) throw Error("StepAdjustment intervals can not have gaps between them.");
        }
    }

    private static void Check(TargetTrackingScalingPolicyConfiguration policy)
    {
        if (policy.TargetValue is not > 0 || !double.IsFinite(policy.TargetValue.Value)) throw Error("TargetValue must be a number greater than 0.");
        if (policy.ScaleInCooldown < 0 || policy.ScaleOutCooldown < 0) throw Error("Cooldown cannot be less than 0.");
        if (policy.PredefinedMetricSpecification is null == policy.CustomizedMetricSpecification is null)
            throw Error("Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be specified.");
    }

    private static ApiException Absent(string name, string type) => Error($"{name} is required for policies of type {type}.");

    private static ApiException Mismatch(string name, string type) => Error($"{name} cannot be specified for policies of type {type}.");

    private static ApiException Error(string message) => ScalingRefusal.Validation(message);
}
