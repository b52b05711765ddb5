using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>RegisterScalableTarget and DeregisterScalableTarget.</summary>
public static class ScalableTargets
{
    /// <param name="id">For its ARN, when it is new.</param>
    /// <exception cref="ApiException">ValidationException.</exception>
    public static (World World, AasScalableTarget Target) Register(World world, RegisterScalableTargetRequest request, string id, DateTimeOffset now)
    {
        ScalableResource.Check(request.ServiceNamespace, request.ResourceId, request.ScalableDimension);
        var before = world.ScalableTargets.GetValueOrDefault(request.ResourceId!);
        if (before is null) ScalableResource.CheckService(world, request.ResourceId!);
        if (before is null && (request.MinCapacity is null || request.MaxCapacity is null))
            throw ScalingRefusal.Validation("MinCapacity and MaxCapacity are both required to register a new scalable target.");
        var (least, most) = (request.MinCapacity ?? before!.MinCapacity, request.MaxCapacity ?? before!.MaxCapacity);
        CheckBounds(least, most);
        var target = (before ?? new(request.ResourceId!, id, now)
        {
            MinCapacity = least,
            MaxCapacity = most,
            RoleArn = $"arn:aws:iam::{world.Scope.Account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService",
            Tags = ScalingTags.Check(request.Tags ?? ValueMap<string>.Empty),
        }) with
        {
            MinCapacity = least,
            MaxCapacity = most,
            Suspended = Merge(before?.Suspended, request.SuspendedState),
            BoundsAreNew = before is null || before.BoundsAreNew || (before.MinCapacity, before.MaxCapacity) != (least, most),
        };
        return (world.Put(target), target);
    }

    /// <summary>Also deletes its policies and scheduled actions.</summary>
    /// <exception cref="ApiException">ObjectNotFoundException.</exception>
    public static World Deregister(World world, DeregisterScalableTargetRequest request, DateTimeOffset now)
    {
        ScalableResource.Check(request.ServiceNamespace, request.ResourceId, request.ScalableDimension);
        var target = world.ScalableTargets.GetValueOrDefault(request.ResourceId!)
            ?? throw ScalingRefusal.NoTarget(request.ServiceNamespace, request.ResourceId, request.ScalableDimension);
        foreach (var policy in world.PoliciesOf(target.Key).ToList()) world = TrackingAlarms.Remove(world, policy, now).Remove(policy);
        foreach (var key in world.TargetIndex[TargetBuckets.Actions(target.Key)]) world = world.Remove(world.ScheduledActions[key]);
        return ScalingActivities.Abandon(world, target, now).Remove(target);
    }

    /// <exception cref="ApiException">ObjectNotFoundException: what a policy or a scheduled action is to be for is not registered.</exception>
    internal static AasScalableTarget Find(World world, string? @namespace, string? resourceId, string? dimension)
    {
        ScalableResource.Check(@namespace, resourceId, dimension);
        return world.ScalableTargets.GetValueOrDefault(resourceId!) ?? throw ScalingRefusal.NoTarget(@namespace, resourceId, dimension, registered: true);
    }

    internal static void CheckBounds(int? least, int? most)
    {
        if (least < 0) throw ScalingRefusal.Validation("Minimum capacity cannot be less than 0");
        if (most < 0) throw ScalingRefusal.Validation("Maximum capacity cannot be less than 0");
        if (most < least) throw ScalingRefusal.Validation("Maximum capacity cannot be less than minimum capacity");
    }

    private static SuspendedState Merge(SuspendedState? before, SuspendedState? asked) => new()
    {
        DynamicScalingInSuspended = asked?.DynamicScalingInSuspended ?? before?.DynamicScalingInSuspended ?? false,
        DynamicScalingOutSuspended = asked?.DynamicScalingOutSuspended ?? before?.DynamicScalingOutSuspended ?? false,
        ScheduledScalingSuspended = asked?.ScheduledScalingSuspended ?? before?.ScheduledScalingSuspended ?? false,
    };
}
