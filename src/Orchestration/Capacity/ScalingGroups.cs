using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Orchestration.Capacity;

/// <summary>What managed scaling needs to know of an Auto Scaling group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Minimum">It is never smaller.</param>
/// <param name="Maximum">It is never larger.</param>
/// <param name="Desired">How many instances it shall have, those included that are still being launched.</param>
/// <param name="ProtectsNewInstances">Whether its new instances are protected from being scaled in.</param>
/// <param name="Size">What a new instance of it has; null when nobody knows.</param>
internal sealed record ScalingGroup(string Name, int Minimum, int Maximum, int Desired, bool ProtectsNewInstances, InstanceResources? Size);

/// <summary>Auto Scaling groups as capacity providers see them: the only place here that knows how the groups are kept.</summary>
internal static class ScalingGroups
{
    private const string DrainingHook = "ecs-managed-draining-termination-hook";

    /// <summary>AWS gives the tasks of an instance up to 48 hours to leave.</summary>
    private static readonly TimeSpan LongestDraining = TimeSpan.FromHours(48);

    /// <summary>The group that an ARN or name names, or null.</summary>
    public static ScalingGroup? Find(World world, string group) => Stored(world, group) is { } state
        ? new(state.Name, state.MinSize, state.MaxSize, state.DesiredCapacity, state.NewInstancesProtectedFromScaleIn, SizeOf(world, state))
        : null;

    /// <summary>The provider of a cluster that a machine is from: the one over the machine's group.</summary>
    public static string? ProviderOf(World world, ClusterState cluster, string? ec2InstanceId) =>
        world.FindEc2<Ec2Instance>(ec2InstanceId)?.GroupName is { } group
            ? cluster.CapacityProviders.FirstOrDefault(name => world.Providers.GetValueOrDefault(name) is { IsActive: true } provider && Stored(world, provider.GroupArn)?.Name == group)
            : null;

    /// <summary>What the agent of a machine registered, while it is registered.</summary>
    public static Instance? InstanceOf(World world, string ec2InstanceId) =>
        world.FindEc2<Ec2Instance>(ec2InstanceId) is { } machine ? MachineAgent.RegisteredBy(world, machine) : null;

    /// <summary>Has the group launch or terminate instances.</summary>
    public static World Resize(World world, string group, ScaleGroup scale, DateTimeOffset now) => Stored(world, group) is not { } state ? world : AutoScalingGroups.SetDesiredCapacity(
        world, state, scale.To,
        $"a monitor alarm TargetTracking-{state.Name}-{(scale.To > scale.From ? "AlarmHigh" : "AlarmLow")} in state ALARM triggered policy ECSManagedAutoScalingPolicy-{scale.ProviderName}",
        now);

    /// <summary>Whether a member is protected from being scaled in; null for what is no member.</summary>
    public static bool? IsProtected(World world, string group, string? ec2InstanceId) => Member(world, group, ec2InstanceId)?.IsProtected;

    public static World Protect(World world, string group, string ec2InstanceId, bool isProtected) =>
        Stored(world, group) is { } state && Member(world, group, ec2InstanceId) is not null ? GroupMembers.Protect(world, state.Name, [ec2InstanceId], isProtected) : world;

    /// <summary>Whether the group holds its members until their tasks have left them.</summary>
    public static bool HasHook(World world, string group) => Stored(world, group)?.Hooks.Any(hook => hook.LifecycleHookName == DrainingHook) == true;

    /// <summary>Adds or removes the lifecycle hook of managed draining.</summary>
    public static World SetHook(World world, string group, bool isOn)
    {
        if (Stored(world, group) is not { } state) return world;
        var others = state.Hooks.Where(hook => hook.LifecycleHookName != DrainingHook);
        return world.Put(state with
        {
            Hooks = isOn
                ? others.Append(new LifecycleHook
                {
                    LifecycleHookName = DrainingHook,
                    AutoScalingGroupName = state.Name,
                    LifecycleTransition = AutoScalingPlanner.Terminating,
                    HeartbeatTimeout = (int)LongestDraining.TotalSeconds,
                    GlobalTimeout = (int)LongestDraining.TotalSeconds,
                    DefaultResult = "CONTINUE",
                }).ToValueList()
                : others.ToValueList(),
        });
    }

    /// <summary>The machines that a termination hook holds.</summary>
    public static IReadOnlyList<string> Held(World world, string group, DateTimeOffset now) =>
        [.. (Stored(world, group)?.Members ?? []).Where(member => member.State == MemberState.TerminatingWait && member.HookUntil > now).Select(member => member.InstanceId)];

    /// <summary>Completes the hook of a machine: the group may terminate it now.</summary>
    public static World Release(World world, string group, string ec2InstanceId, DateTimeOffset now) =>
        Stored(world, group) is { } state && Member(world, group, ec2InstanceId) is { State: MemberState.TerminatingWait } member ? world.Put(state.With(member with { HookUntil = now })) : world;

    private static GroupMember? Member(World world, string group, string? ec2InstanceId) =>
        Stored(world, group)?.Members.FirstOrDefault(member => member.InstanceId == ec2InstanceId);

    private static AutoScalingGroupState? Stored(World world, string group) => AutoScalingGroups.Named(world, group);

    private static InstanceResources? SizeOf(World world, AutoScalingGroupState group)
    {
        try
        {
            return InstanceTypes.All.TryGetValue(GroupMachines.Of(world, group).Machine.InstanceType ?? "", out var type)
                ? new(type.Cpus * 1024, MachineAgent.MemoryOf(type), type.Gpus, [], [])
                : null;
        }
        catch (ApiException)
        {
            // What the group's machines are made from is gone: nobody knows what the next one would be.
            return null;
        }
    }
}
