using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>UUIDs for one policy.</summary>
/// <param name="Policy">For its ARN, when it is new.</param>
/// <param name="Action">For the action of its own alarms, when it is new.</param>
/// <param name="AlarmHigh">For the name of its alarm for scale-out.</param>
/// <param name="AlarmLow">For the name of its alarm for scale-in.</param>
public readonly record struct PolicyIds(string Policy, string Action, string AlarmHigh, string AlarmLow);

/// <summary>PutScalingPolicy and DeleteScalingPolicy.</summary>
public static class ScalingPolicies
{
    private const int Most = 50;

    /// <summary>An existing policy of that name is replaced; its alarms are made anew, its ARN stays.</summary>
    /// <exception cref="ApiException">ValidationException, ObjectNotFoundException or LimitExceededException.</exception>
    public static (World World, AasScalingPolicy Policy) Put(World world, PutScalingPolicyRequest request, PolicyIds ids, DateTimeOffset now)
    {
        var target = ScalableTargets.Find(world, request.ServiceNamespace, request.ResourceId, request.ScalableDimension);
        PolicyRules.Check(request);
        var before = world.ScalingPolicies.GetValueOrDefault(AasScalingPolicy.KeyOf(target.Key, request.PolicyName!));
        if (before is null && world.TargetIndex[TargetBuckets.Policies(target.Key)].Count == Most)
            throw ApplicationAutoScalingErrors.LimitExceeded($"The number of scaling policies for a scalable target exceeds the limit of {Most}.");
        var policy = (before ?? new(target.Key, request.PolicyName!, ids.Policy, ids.Action, now)) with
        {
            Steps = request.PolicyType == PolicyType.TargetTrackingScaling ? null : PolicyRules.WithDefaults(request.StepScalingPolicyConfiguration!),
            Tracking = request.PolicyType == PolicyType.TargetTrackingScaling ? request.TargetTrackingScalingPolicyConfiguration : null,
            OwnAlarms = [],
        };
        if (policy.Tracking is { } tracking && world.PoliciesOf(target.Key).Any(other => other.Name != policy.Name && other.Tracking is { } another && TrackedMetric.IsSame(tracking, another)))
            throw ScalingRefusal.Validation("Only one TargetTrackingScaling policy for a given metric specification is allowed.");
        if (before is not null) world = TrackingAlarms.Remove(world, before, now);
        if (policy.Tracking is not null) (world, policy) = TrackingAlarms.Make(world, target, policy, ids, now);
        return (world.Put(policy), policy);
    }

    /// <summary>With a target tracking policy go its alarms; those that invoke a step scaling policy stay.</summary>
    /// <exception cref="ApiException">ObjectNotFoundException.</exception>
    public static World Delete(World world, DeleteScalingPolicyRequest request, DateTimeOffset now)
    {
        ScalableResource.Check(request.ServiceNamespace, request.ResourceId, request.ScalableDimension);
        var policy = world.ScalingPolicies.GetValueOrDefault(AasScalingPolicy.KeyOf(request.ResourceId!, request.PolicyName!))
            ?? throw ScalingRefusal.NoPolicy(request.ServiceNamespace, request.ResourceId, request.ScalableDimension, request.PolicyName);
        return TrackingAlarms.Remove(world, policy, now).Remove(policy);
    }

    /// <summary>The names of the alarms that invoke a policy.</summary>
    public static IEnumerable<string> AlarmsOf(World world, AasScalingPolicy policy) => policy.Tracking is not null
        ? policy.OwnAlarms.Where(world.Alarms.ContainsKey)
        : world.Alarms.Values.Where(alarm => alarm.Metric is { } metric && ActionsOf(metric).Any(action => policy.Is(action, world.Scope))).Select(alarm => alarm.Name);

    private static IEnumerable<string> ActionsOf(Shapes.CloudWatch.PutMetricAlarmRequest metric) =>
        [.. metric.AlarmActions ?? [], .. metric.OKActions ?? [], .. metric.InsufficientDataActions ?? []];
}
