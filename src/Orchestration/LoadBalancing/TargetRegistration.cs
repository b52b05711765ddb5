using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>Where a target is to be sent requests.</summary>
/// <param name="Id">As the group's target type demands: an IP address, an instance id, or a load balancer's ARN.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="AvailabilityZone">As the caller named it, or null.</param>
public sealed record TargetAddress(string Id, int Port, string? AvailabilityZone = null);

/// <summary>Registers targets with a group and takes them out again, for the API and for ECS services alike.</summary>
public static class TargetRegistration
{
    /// <summary>Registers a target; one that is registered already stays as it is, one that drains begins anew.</summary>
    /// <param name="taskId">The ECS task that it is, or null.</param>
    public static World Register(World world, ElbTargetGroup group, TargetAddress address, string? taskId, DateTimeOffset now)
    {
        var before = world.Targets.GetValueOrDefault(ElbTarget.KeyOf(group.Key, address.Id, address.Port));
        if (before is { State: not TargetHealthStateEnum.Draining } && (taskId is null || before.TaskId == taskId)) return world;
        world = world.Put(new ElbTarget(group.Key, address.Id, address.Port, now) { AvailabilityZone = address.AvailabilityZone, TaskId = taskId });
        // The address may have been another task's, which now is no target any more.
        return before?.TaskId == taskId ? world : Reducer.Refresh(world, before?.TaskId, now);
    }

    internal static World Register(World world, RegisterTargets decision, DateTimeOffset now)
    {
        foreach (var place in decision.Places)
        {
            if (world.TargetGroups.TryGetValue(place.GroupKey, out var group)) world = Register(world, group, new(place.Id, place.Port), decision.TaskId, now);
        }
        foreach (var membership in decision.Memberships) world = membership.AddTo(world);
        return Reducer.Refresh(world, decision.TaskId, now);
    }

    internal static World Deregister(World world, DeregisterTargets decision, DateTimeOffset now)
    {
        foreach (var key in world.LoadBalancingIndex.TargetsOfTask(decision.TaskId)) world = Deregister(world, world.Targets[key], now);
        foreach (var membership in decision.Memberships) world = membership.RemoveFrom(world);
        return world;
    }

    /// <summary>
    /// Sends a target no more requests. It is forgotten when the group's deregistration delay is over, so that requests under way can end; at
    /// once where no load balancer uses the group.
    /// </summary>
    public static World Deregister(World world, ElbTarget target, DateTimeOffset now)
    {
        if (target.State == TargetHealthStateEnum.Draining) return world;
        var delay = IsUsed(world, target.GroupKey) ? Attributes.DeregistrationDelay(world.TargetGroups[target.GroupKey]) : TimeSpan.Zero;
        var next = delay == TimeSpan.Zero ? world.Remove(target) : world.Put(target with
        {
            State = TargetHealthStateEnum.Draining,
            Reason = TargetHealthReasonEnum.TargetDeregistrationInProgress,
            Description = "Target deregistration is in progress",
            HealthySince = null,
            NextWake = new(now + delay, IsUpkeep: false),
        });
        return Reducer.Refresh(next, target.TaskId, now);
    }

    /// <summary>True when a listener or a rule forwards to the group.</summary>
    public static bool IsUsed(World world, string groupKey)
    {
        var arn = ElbTargetGroup.ArnOf(world.Scope, groupKey);
        return !world.LoadBalancingIndex.ListenersUsing(arn).IsEmpty || !world.LoadBalancingIndex.RulesUsing(arn).IsEmpty;
    }
}
