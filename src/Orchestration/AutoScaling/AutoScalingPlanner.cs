using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.AutoScaling;

/// <summary>Compares what a group has with what it should have.</summary>
internal static class AutoScalingPlanner
{
    public static void Plan(Draft draft, string groupName)
    {
        if (!draft.World.AutoScalingGroups.TryGetValue(groupName, out var group)) return;
        foreach (var member in group.Members)
        {
            if (Advance(draft.World, group, member, draft.Now) is { } decision) draft.Decide(decision);
        }
        if (!draft.World.AutoScalingGroups.TryGetValue(groupName, out group)) return;
        if (group is { IsDeleting: true, Members.Count: 0 })
        {
            draft.Decide(new DropGroup(groupName, "The group was deleted by force and its last instance is gone."));
            return;
        }
        Resize(draft, group);
    }

    private static AutoScalingDecision? Advance(World world, AutoScalingGroupState group, GroupMember member, DateTimeOffset now)
    {
        var machine = world.FindEc2<Ec2Instance>(member.InstanceId);
        if (machine is null or { IsGone: true })
        {
            return member.Counts && group.Does("HealthCheck") && machine is not null
                ? Unhealthy(group, member)
                : new DropMember(group.Name, member.InstanceId, "The machine is gone.");
        }
        var isReleased = member.HookUntil <= now;
        return member.State switch
        {
            MemberState.Pending when machine.Status == Ec2InstanceStatus.Running && HookOf(group, Launching) is { } hook => new AdvanceMember(
                group.Name, member.InstanceId, MemberState.PendingWait, $"The lifecycle hook {hook} holds instances that were launched."),
            MemberState.Pending when machine.Status == Ec2InstanceStatus.Running => new AdvanceMember(
                group.Name, member.InstanceId, MemberState.InService, "The machine runs."),
            MemberState.PendingWait when isReleased && LifecycleHooks.IsAbandoned(group, member) => new AbandonMember(
                group.Name, member.InstanceId, "Its lifecycle hook was abandoned, or its time is over and that is the hook's default."),
            MemberState.PendingWait when isReleased => new AdvanceMember(
                group.Name, member.InstanceId, MemberState.InService, "Its lifecycle hook is completed, or its time is over."),
            <= MemberState.InService when IsBroken(machine) && group.Does("HealthCheck") => Unhealthy(group, member),
            MemberState.TerminatingWait when isReleased || machine.IsEnding => new AdvanceMember(
                group.Name, member.InstanceId, MemberState.Terminating, "Its lifecycle hook is completed, or its time is over."),
            _ => null,
        };
    }

    internal const string Launching = "autoscaling:EC2_INSTANCE_LAUNCHING";
    internal const string Terminating = "autoscaling:EC2_INSTANCE_TERMINATING";

    internal static string? HookOf(AutoScalingGroupState group, string transition) =>
        group.Hooks.FirstOrDefault(hook => hook.LifecycleTransition == transition)?.LifecycleHookName;

    // A machine that is still booting is not looked at.
    private static bool IsBroken(Ec2Instance machine) => machine.Status is not (Ec2InstanceStatus.Pending or Ec2InstanceStatus.Running);

    private static RetireMember Unhealthy(AutoScalingGroupState group, GroupMember member) => new(
        group.Name, member.InstanceId, "an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.", IsUnhealthy: true,
        "EC2 says that the machine does not run.");

    private static void Resize(Draft draft, AutoScalingGroupState group)
    {
        var name = group.Name;
        while (draft.World.AutoScalingGroups.TryGetValue(name, out var now) && now.Capacity < now.DesiredCapacity && now.Does("Launch") && !(now.RetryAt > draft.Now))
        {
            var (zone, subnet) = ZoneBalance.ToGrow(draft.World, now);
            draft.Decide(new LaunchMember(name, zone, subnet, $"The group {name} has {now.Capacity} of {now.DesiredCapacity} instances, and {zone} has the fewest."));
        }
        while (draft.World.AutoScalingGroups.TryGetValue(name, out var now) && now.Capacity > now.DesiredCapacity && now.Does("Terminate") && ZoneBalance.ToShrink(draft.World, now) is { } member)
        {
            var cause = $"{now.DesiredBecause}.  At {Activities.Time(draft.Now)} an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from {now.Capacity} to {now.Capacity - 1}.  At {Activities.Time(draft.Now)} instance {member.InstanceId} was selected for termination.";
            draft.Decide(new RetireMember(name, member.InstanceId, cause, IsUnhealthy: false,
                $"The group {name} has {now.Capacity} instances and wants {now.DesiredCapacity}; {member.InstanceId} is the oldest that is not protected in the zone with the most."));
        }
    }
}
