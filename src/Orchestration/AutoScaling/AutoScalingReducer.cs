using System.Diagnostics;
using System.Globalization;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.AutoScaling;

/// <summary>What a decision makes of the group it is about, and of its machines.</summary>
internal static class AutoScalingReducer
{
    private const int DefaultHeartbeat = 3600;

    /// <summary>How long a group waits after a launch that failed.</summary>
    public static readonly TimeSpan RetryTime = TimeSpan.FromSeconds(60);

    public static World Apply(World world, AutoScalingDecision decision, DateTimeOffset now)
    {
        if (decision is ForgetActivity forget) return world.ScalingActivities.TryGetValue(forget.Key, out var old) ? world.Remove(old) : world;
        if (!world.AutoScalingGroups.TryGetValue(decision.GroupName, out var group)) return world;
        return decision switch
        {
            LaunchMember launch => Launch(world, group, launch, now),
            DropGroup => world.Remove(group),
            AdvanceMember advance => Find(group, advance.InstanceId) is { } member ? Advance(world, group, member, advance.To, now) : world,
            RetireMember retire => Find(group, retire.InstanceId) is { } member ? Retire(world, group, member, retire.Cause, retire.IsUnhealthy, now) : world,
            AbandonMember abandon => Find(group, abandon.InstanceId) is { } member ? Abandon(world, group, member, now) : world,
            DropMember drop => Find(group, drop.InstanceId) is { } member ? Activities.End(world.Put(group.Without(member.InstanceId)), member.ActivityKey, now) : world,
            _ => throw new UnreachableException($"Nothing is known of {decision}."),
        };
    }

    private static World Launch(World world, AutoScalingGroupState group, LaunchMember launch, DateTimeOffset now)
    {
        group = group with { Launches = group.Launches + 1, RetryAt = null };
        var seed = DerivedId.Hex(group.Id, $"launch {group.Launches.ToString(CultureInfo.InvariantCulture)}");
        var cause = $"{group.DesiredBecause}.  At {Activities.Time(now)} an instance was started in response to a difference between desired and actual capacity, increasing the capacity from {group.Capacity} to {group.Capacity + 1}.";
        try
        {
            var (machine, tags) = GroupMachines.Of(world, group);
            machine = machine with { SubnetId = launch.SubnetId, Zone = launch.Zone };
            (world, var instance) = MachineLauncher.Launch(world, machine, tags, seed, now);
            (world, var activity) = Activities.Begin(world, group, $"Launching a new EC2 instance: {instance.Id}", cause, instance.Zone, instance.SubnetId, now);
            var member = new GroupMember(instance.Id, instance.Zone)
            {
                IsProtected = group.NewInstancesProtectedFromScaleIn,
                TemplateVersion = GroupMachines.VersionOf(world, group),
                ActivityKey = activity.Key,
            };
            return world.Put(instance with { GroupName = group.Name }).Put(group with { Members = [.. group.Members, member] });
        }
        catch (ApiException refused)
        {
            (world, var activity) = Activities.Begin(world, group, "Launching a new EC2 instance.  Status Reason: " + refused.Message, cause, launch.Zone, launch.SubnetId, now);
            return Activities.End(world, activity.Key, now, $"{refused.Message} Launching EC2 instance failed.").Put(group with { RetryAt = now + RetryTime });
        }
    }

    private static World Advance(World world, AutoScalingGroupState group, GroupMember member, MemberState to, DateTimeOffset now)
    {
        var next = member with { State = to, HookUntil = to is MemberState.PendingWait ? now + Heartbeat(group, AutoScalingPlanner.Launching) : null, HookResult = null };
        world = world.Put(group.With(next));
        if (to == MemberState.InService) world = Activities.End(world, member.ActivityKey, now);
        return to == MemberState.Terminating && world.FindEc2<Ec2Instance>(member.InstanceId) is { } machine ? InstanceCommands.Terminate(world, machine, now) : world;
    }

    /// <summary>Where nobody completed the hook, the group tries again without hurry: it would launch and terminate for ever.</summary>
    private static World Abandon(World world, AutoScalingGroupState group, GroupMember member, DateTimeOffset now) => Retire(
        world, group with { RetryAt = member.HookResult is null ? now + RetryTime : group.RetryAt }, member, $"At {Activities.Time(now)} an instance was taken out of service because its lifecycle action was abandoned.", isUnhealthy: false, now);

    /// <summary>Takes a member out of service; its machine ends at once, or after the termination hook.</summary>
    internal static World Retire(World world, AutoScalingGroupState group, GroupMember member, string cause, bool isUnhealthy, DateTimeOffset now)
    {
        if (!member.Counts) return world;
        var machine = world.FindEc2<Ec2Instance>(member.InstanceId);
        world = Activities.End(world, member.ActivityKey, now);
        (world, var activity) = Activities.Begin(world, group, $"Terminating EC2 instance: {member.InstanceId}", isUnhealthy ? $"At {Activities.Time(now)} {cause}" : cause, member.Zone, machine?.SubnetId, now);
        var waits = AutoScalingPlanner.HookOf(group, AutoScalingPlanner.Terminating) is not null && machine is { IsEnding: false };
        var next = member with
        {
            IsUnhealthy = isUnhealthy,
            ActivityKey = activity.Key,
            State = waits ? MemberState.TerminatingWait : MemberState.Terminating,
            HookUntil = waits ? now + Heartbeat(group, AutoScalingPlanner.Terminating) : null,
            HookResult = null,
        };
        world = world.Put(group.With(next));
        return waits || machine is null ? world : InstanceCommands.Terminate(world, machine, now);
    }

    private static TimeSpan Heartbeat(AutoScalingGroupState group, string transition) =>
        TimeSpan.FromSeconds(group.Hooks.FirstOrDefault(hook => hook.LifecycleTransition == transition)?.HeartbeatTimeout ?? DefaultHeartbeat);

    private static GroupMember? Find(AutoScalingGroupState group, string instanceId) => group.Members.FirstOrDefault(member => member.InstanceId == instanceId);
}
