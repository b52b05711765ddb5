using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Orchestration.AutoScaling;

/// <summary>PutLifecycleHook, DeleteLifecycleHook and CompleteLifecycleAction (see "Amazon EC2 Auto Scaling lifecycle hooks").</summary>
public static class LifecycleHooks
{
    private const int LongestTimeout = 172_800;
    private const string Continue = "CONTINUE";
    private const string Abandon = "ABANDON";

    public static World Put(World world, PutLifecycleHookRequest request)
    {
        var group = AutoScalingGroups.Find(world, request.AutoScalingGroupName);
        var hook = Checked(new()
        {
            LifecycleHookName = request.LifecycleHookName ?? throw AutoScalingRefusal.Validation("LifecycleHookName is required."),
            AutoScalingGroupName = group.Name,
            LifecycleTransition = request.LifecycleTransition
                ?? group.Hooks.FirstOrDefault(each => each.LifecycleHookName == request.LifecycleHookName)?.LifecycleTransition
                ?? throw AutoScalingRefusal.Validation("LifecycleTransition is required when creating a lifecycle hook."),
            NotificationTargetARN = request.NotificationTargetARN,
            RoleARN = request.RoleARN,
            NotificationMetadata = request.NotificationMetadata,
            HeartbeatTimeout = request.HeartbeatTimeout ?? 3600,
            DefaultResult = request.DefaultResult ?? Abandon,
        });
        return world.Put(group with { Hooks = [.. group.Hooks.Where(each => each.LifecycleHookName != hook.LifecycleHookName), hook] });
    }

    /// <summary>What the hook holds goes on at once: a launch is abandoned, a termination continues.</summary>
    public static World Delete(World world, DeleteLifecycleHookRequest request, DateTimeOffset now)
    {
        var group = AutoScalingGroups.Find(world, request.AutoScalingGroupName);
        var transition = Find(group, request.LifecycleHookName).LifecycleTransition;
        world = world.Put(group with { Hooks = group.Hooks.Where(each => each.LifecycleHookName != request.LifecycleHookName).ToValueList() });
        var held = transition == AutoScalingPlanner.Launching ? MemberState.PendingWait : MemberState.TerminatingWait;
        return group.Members.Where(member => member.State == held).Aggregate(world, (next, member) =>
            next.Put(next.AutoScalingGroups[group.Name].With(member with { HookUntil = now, HookResult = held == MemberState.PendingWait ? Abandon : Continue })));
    }

    /// <summary>What a hook holds goes on. A launch that is abandoned is terminated.</summary>
    public static World Complete(World world, CompleteLifecycleActionRequest request, DateTimeOffset now)
    {
        var group = AutoScalingGroups.Find(world, request.AutoScalingGroupName);
        Find(group, request.LifecycleHookName);
        var member = group.Members.FirstOrDefault(each => each.InstanceId == request.InstanceId && each.HookUntil is not null)
            ?? throw AutoScalingRefusal.Validation($"No active Lifecycle Action found with instance ID {request.InstanceId}");
        if (request.LifecycleActionResult is not (Continue or Abandon)) throw AutoScalingRefusal.Validation("LifecycleActionResult must be CONTINUE or ABANDON.");
        return world.Put(group.With(member with { HookUntil = now, HookResult = request.LifecycleActionResult }));
    }

    /// <summary>Whether a launch that its hook does not hold any more is given up: as it was completed, else as the hook says by default.</summary>
    internal static bool IsAbandoned(AutoScalingGroupState group, GroupMember member) =>
        (member.HookResult ?? group.Hooks.FirstOrDefault(hook => hook.LifecycleTransition == AutoScalingPlanner.Launching)?.DefaultResult ?? Continue) == Abandon;

    internal static LifecycleHook Of(string groupName, LifecycleHookSpecification hook) => Checked(new()
    {
        LifecycleHookName = hook.LifecycleHookName ?? throw AutoScalingRefusal.Validation("LifecycleHookName is required."),
        AutoScalingGroupName = groupName,
        LifecycleTransition = hook.LifecycleTransition ?? throw AutoScalingRefusal.Validation("LifecycleTransition is required when creating a lifecycle hook."),
        NotificationTargetARN = hook.NotificationTargetARN,
        RoleARN = hook.RoleARN,
        NotificationMetadata = hook.NotificationMetadata,
        HeartbeatTimeout = hook.HeartbeatTimeout ?? 3600,
        DefaultResult = hook.DefaultResult ?? Abandon,
    });

    private static LifecycleHook Checked(LifecycleHook hook)
    {
        if (hook.LifecycleTransition is not (AutoScalingPlanner.Launching or AutoScalingPlanner.Terminating))
            throw AutoScalingRefusal.Validation($"Invalid lifecycle transition: {hook.LifecycleTransition}");
        if (hook.HeartbeatTimeout is < 30 or > 7200) throw AutoScalingRefusal.Validation("HeartbeatTimeout must be between 30 and 7200 seconds.");
        if (hook.DefaultResult is not (Continue or Abandon)) throw AutoScalingRefusal.Validation("DefaultResult must be CONTINUE or ABANDON.");
        return hook with { GlobalTimeout = Math.Min(LongestTimeout, hook.HeartbeatTimeout!.Value * 100) };
    }

    private static LifecycleHook Find(AutoScalingGroupState group, string? name) => group.Hooks.FirstOrDefault(hook => hook.LifecycleHookName == name)
        ?? throw AutoScalingRefusal.Validation($"No Lifecycle Hook found with name {name} for Auto Scaling group {group.Name}");
}
