using System.Globalization;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Orchestration.AutoScaling;

/// <summary>CreateAutoScalingGroup, UpdateAutoScalingGroup and DeleteAutoScalingGroup; finding groups; and changing what one desires.</summary>
public static class AutoScalingGroups
{
    /// <param name="id">A UUID, for its ARN.</param>
    public static (World World, AutoScalingGroupState Group) Create(World world, CreateAutoScalingGroupRequest request, string id, DateTimeOffset now)
    {
        var name = request.AutoScalingGroupName ?? throw AutoScalingRefusal.Validation("AutoScalingGroupName is required.");
        if (world.AutoScalingGroups.ContainsKey(name)) throw AutoScalingErrors.AlreadyExistsFault($"AutoScalingGroup by this name already exists - A group with the name {name} already exists");
        if (name.Contains(':', StringComparison.Ordinal)) throw AutoScalingRefusal.Validation("Group name cannot contain a colon.");
        if (request.InstanceId is not null) throw AutoScalingRefusal.Validation("ECS Workbook makes no groups from an InstanceId: name a launch template or launch configuration.");
        var group = new AutoScalingGroupState(name, id, now)
        {
            LaunchConfigurationName = request.LaunchConfigurationName,
            LaunchTemplate = GroupChecks.Template(world, request.LaunchTemplate),
            MixedInstancesPolicy = GroupChecks.Policy(world, request.MixedInstancesPolicy),
            MinSize = request.MinSize ?? throw AutoScalingRefusal.Validation("MinSize is required."),
            MaxSize = request.MaxSize ?? throw AutoScalingRefusal.Validation("MaxSize is required."),
            DesiredCapacity = request.DesiredCapacity ?? request.MinSize.Value,
            DesiredBecause = $"At {Activities.Time(now)} a user request created an AutoScalingGroup changing the desired capacity from 0 to {request.DesiredCapacity ?? request.MinSize}",
            DesiredSince = now,
            SubnetIds = GroupChecks.SubnetIds(request.VPCZoneIdentifier),
            Zones = request.AvailabilityZones ?? [],
            DefaultCooldown = request.DefaultCooldown ?? 300,
            HealthCheckType = request.HealthCheckType ?? "EC2",
            HealthCheckGracePeriod = request.HealthCheckGracePeriod ?? 0,
            NewInstancesProtectedFromScaleIn = request.NewInstancesProtectedFromScaleIn ?? false,
            CapacityRebalance = request.CapacityRebalance ?? false,
            MaxInstanceLifetime = request.MaxInstanceLifetime,
            DefaultInstanceWarmup = request.DefaultInstanceWarmup,
            ServiceLinkedRoleArn = request.ServiceLinkedRoleARN,
            TerminationPolicies = request.TerminationPolicies ?? ["Default"],
            TargetGroupArns = request.TargetGroupARNs ?? [],
            Hooks = (request.LifecycleHookSpecificationList ?? []).Select(hook => LifecycleHooks.Of(name, hook)).ToValueList(),
            Tags = GroupTags.Of(name, request.Tags),
        };
        group = GroupChecks.Check(world, group);
        return (world.Put(group), group);
    }

    public static World Update(World world, UpdateAutoScalingGroupRequest request, DateTimeOffset now)
    {
        var group = Find(world, request.AutoScalingGroupName);
        var next = group with
        {
            LaunchConfigurationName = request.LaunchConfigurationName ?? (request.LaunchTemplate is null && request.MixedInstancesPolicy is null ? group.LaunchConfigurationName : null),
            LaunchTemplate = GroupChecks.Template(world, request.LaunchTemplate) ?? (request.LaunchConfigurationName is null && request.MixedInstancesPolicy is null ? group.LaunchTemplate : null),
            MixedInstancesPolicy = GroupChecks.Policy(world, request.MixedInstancesPolicy) ?? (request.LaunchConfigurationName is null && request.LaunchTemplate is null ? group.MixedInstancesPolicy : null),
            MinSize = request.MinSize ?? group.MinSize,
            MaxSize = request.MaxSize ?? group.MaxSize,
            SubnetIds = request.VPCZoneIdentifier is { Length: > 0 } subnets ? GroupChecks.SubnetIds(subnets) : group.SubnetIds,
            Zones = request.AvailabilityZones ?? group.Zones,
            DefaultCooldown = request.DefaultCooldown ?? group.DefaultCooldown,
            HealthCheckType = request.HealthCheckType ?? group.HealthCheckType,
            HealthCheckGracePeriod = request.HealthCheckGracePeriod ?? group.HealthCheckGracePeriod,
            NewInstancesProtectedFromScaleIn = request.NewInstancesProtectedFromScaleIn ?? group.NewInstancesProtectedFromScaleIn,
            CapacityRebalance = request.CapacityRebalance ?? group.CapacityRebalance,
            MaxInstanceLifetime = request.MaxInstanceLifetime ?? group.MaxInstanceLifetime,
            DefaultInstanceWarmup = request.DefaultInstanceWarmup ?? group.DefaultInstanceWarmup,
            TerminationPolicies = request.TerminationPolicies ?? group.TerminationPolicies,
            RetryAt = null,
        };
        // Without a wish of its own the capacity follows the bounds: desired 1, new minimum 2 → 2.
        var desired = request.DesiredCapacity ?? Math.Max(next.MinSize, Math.Min(next.MaxSize, group.DesiredCapacity));
        next = GroupChecks.Check(world, next with { DesiredCapacity = desired });
        return world.Put(desired == group.DesiredCapacity ? next : next with
        {
            DesiredBecause = $"At {Activities.Time(now)} a user request update of AutoScalingGroup constraints to min: {next.MinSize}, max: {next.MaxSize}, desired: {desired} changing the desired capacity from {group.DesiredCapacity} to {desired}",
            DesiredSince = now,
        });
    }

    public static World Delete(World world, string? name, bool force, DateTimeOffset now)
    {
        var group = Find(world, name);
        if (group.Members.Count == 0) return world.Remove(group);
        if (!force) throw AutoScalingErrors.ResourceInUseFault("You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.");
        var cause = $"At {Activities.Time(now)} a user request force deleted the AutoScalingGroup changing the desired capacity from {group.DesiredCapacity} to 0";
        group = group with { IsDeleting = true, MinSize = 0, DesiredCapacity = 0, DesiredBecause = cause, Hooks = [] };
        world = world.Put(group);
        foreach (var member in group.Members)
            world = AutoScalingReducer.Retire(world, world.AutoScalingGroups[group.Name], member, cause + ".", isUnhealthy: false, now);
        // No hook holds anything of a group that is deleted by force.
        return group.Members.Where(member => member.State == MemberState.TerminatingWait)
            .Aggregate(world, (next, member) => next.Put(next.AutoScalingGroups[group.Name].With(member with { HookUntil = now })));
    }

    public static World SetDesiredCapacity(World world, SetDesiredCapacityRequest request, DateTimeOffset now)
    {
        var group = Find(world, request.AutoScalingGroupName);
        var desired = request.DesiredCapacity ?? throw AutoScalingRefusal.Validation("DesiredCapacity is required.");
        return SetDesiredCapacity(world, group, desired, "a user request explicitly set group desired capacity", now);
    }

    /// <summary>Changes what a group desires; the planner does the rest.</summary>
    /// <param name="because">What did it, in the words of an activity's cause, such as <c>a user request explicitly set group desired capacity</c>.</param>
    /// <exception cref="ApiException">It is outside the group's bounds.</exception>
    public static World SetDesiredCapacity(World world, AutoScalingGroupState group, int desired, string because, DateTimeOffset now)
    {
        if (desired > group.MaxSize) throw AutoScalingRefusal.Validation($"New SetDesiredCapacity value {desired} is above max value {group.MaxSize} for the AutoScalingGroup.");
        if (desired < group.MinSize) throw AutoScalingRefusal.Validation($"New SetDesiredCapacity value {desired} is below min value {group.MinSize} for the AutoScalingGroup.");
        return desired == group.DesiredCapacity ? world : world.Put(group with
        {
            DesiredCapacity = desired,
            DesiredBecause = $"At {Activities.Time(now)} {because} changing the desired capacity from {group.DesiredCapacity.ToString(CultureInfo.InvariantCulture)} to {desired.ToString(CultureInfo.InvariantCulture)}",
            DesiredSince = now,
            RetryAt = null,
        });
    }

    /// <summary>The group of that name.</summary>
    /// <exception cref="ApiException">There is none, or it is being deleted.</exception>
    public static AutoScalingGroupState Find(World world, string? name) =>
        world.AutoScalingGroups.GetValueOrDefault(name ?? throw AutoScalingRefusal.Validation("AutoScalingGroupName is required.")) switch
        {
            null => throw AutoScalingRefusal.GroupNotFound(name),
            { IsDeleting: true } => throw AutoScalingErrors.ScalingActivityInProgressFault($"AutoScalingGroup {name} is being deleted."),
            var group => group,
        };

    /// <summary>The group that an ARN or a name names, or null.</summary>
    public static AutoScalingGroupState? Named(World world, string arnOrName)
    {
        var name = arnOrName.Split("autoScalingGroupName/", 2) is [_, var last] ? last : arnOrName;
        return world.AutoScalingGroups.GetValueOrDefault(name) is { IsDeleting: false } group && (name == arnOrName || group.Arn(world.Scope) == arnOrName) ? group : null;
    }
}
