using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Orchestration.AutoScaling;

/// <summary>What is done to single members: protection, termination, attaching and detaching.</summary>
public static class GroupMembers
{
    /// <summary>Sets scale-in protection, as SetInstanceProtection and ECS's managed termination protection do.</summary>
    /// <exception cref="ApiException">One of them is no member.</exception>
    public static World Protect(World world, string? groupName, ValueList<string> instanceIds, bool isProtected)
    {
        var group = AutoScalingGroups.Find(world, groupName);
        foreach (var id in instanceIds)
        {
            var member = group.Members.FirstOrDefault(each => each.InstanceId == id)
                ?? throw AutoScalingRefusal.Validation($"The instance {id} is not part of Auto Scaling group {group.Name}.");
            group = group.With(member with { IsProtected = isProtected });
        }
        return world.Put(group);
    }

    /// <summary>TerminateInstanceInAutoScalingGroup.</summary>
    public static (World World, ScalingActivity Activity) Terminate(World world, string? instanceId, bool decrement, DateTimeOffset now)
    {
        var (group, member) = Find(world, instanceId);
        if (!member.Counts) throw AutoScalingErrors.ScalingActivityInProgressFault($"Instance {instanceId} is already being terminated.");
        if (decrement && group.DesiredCapacity <= group.MinSize)
            throw AutoScalingRefusal.Validation($"Currently, desiredSize equals minSize ({group.MinSize}). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.");
        var cause = $"At {Activities.Time(now)} instance {instanceId} was taken out of service in response to a user request";
        cause += decrement ? $", shrinking the capacity from {group.DesiredCapacity} to {group.DesiredCapacity - 1}." : ".";
        if (decrement) group = group with { DesiredCapacity = group.DesiredCapacity - 1, DesiredSince = now };
        else group = group with { DesiredBecause = $"At {Activities.Time(now)} an instance was taken out of service in response to a user request", DesiredSince = now };
        world = AutoScalingReducer.Retire(world.Put(group), group, member, cause, isUnhealthy: false, now);
        var key = world.AutoScalingGroups[group.Name].Members.First(each => each.InstanceId == instanceId).ActivityKey!;
        return (world, world.ScalingActivities[key]);
    }

    /// <summary>SetInstanceHealth: an unhealthy one is replaced.</summary>
    public static World SetHealth(World world, string? instanceId, string? health, DateTimeOffset now)
    {
        var (group, member) = Find(world, instanceId);
        return health switch
        {
            "Healthy" => world,
            "Unhealthy" => AutoScalingReducer.Retire(world, group, member, "an instance was taken out of service in response to a user health-check.", isUnhealthy: true, now),
            _ => throw AutoScalingRefusal.Validation("HealthStatus must be one of Healthy or Unhealthy."),
        };
    }

    public static World Attach(World world, AttachInstancesRequest request, DateTimeOffset now)
    {
        var group = AutoScalingGroups.Find(world, request.AutoScalingGroupName);
        foreach (var id in request.InstanceIds ?? [])
        {
            if (world.FindEc2<Ec2Instance>(id) is not { Status: Ec2InstanceStatus.Running } machine) throw AutoScalingRefusal.Validation($"Invalid Instance ID(s): [{id}]. Only running instances can be attached.");
            if (machine.GroupName is { } other) throw AutoScalingRefusal.Validation($"The instance {id} is already part of AutoScalingGroup:{other}");
            if (group.DesiredCapacity + 1 > group.MaxSize) throw AutoScalingRefusal.Validation($"Updating the desired capacity to {group.DesiredCapacity + 1} would exceed the max size of {group.MaxSize} of AutoScalingGroup:{group.Name}.");
            group = group with
            {
                DesiredCapacity = group.DesiredCapacity + 1,
                DesiredSince = now,
                Members = [.. group.Members, new GroupMember(id, machine.Zone) { State = MemberState.InService, IsProtected = group.NewInstancesProtectedFromScaleIn }],
            };
            world = world.Put(group).Put(machine with { GroupName = group.Name, Tags = Ec2Tags.Merge(machine.Tags, [new() { Key = "aws:autoscaling:groupName", Value = group.Name }]) });
        }
        return world;
    }

    /// <summary>The machine stays; the group loses it, and replaces it unless its capacity shrinks with it.</summary>
    public static (World World, ValueList<ScalingActivity> Activities) Detach(World world, DetachInstancesRequest request, DateTimeOffset now)
    {
        var done = new List<ScalingActivity>();
        foreach (var id in request.InstanceIds ?? [])
        {
            var group = AutoScalingGroups.Find(world, request.AutoScalingGroupName);
            var member = group.Members.FirstOrDefault(each => each.InstanceId == id) ?? throw AutoScalingRefusal.Validation($"The instance {id} is not part of Auto Scaling group {group.Name}.");
            var shrinks = request.ShouldDecrementDesiredCapacity == true;
            if (shrinks && group.DesiredCapacity <= group.MinSize)
                throw AutoScalingRefusal.Validation($"AutoScalingGroup {group.Name} has min-size={group.MinSize}, max-size={group.MaxSize}, and desired-size={group.DesiredCapacity}. To place into standby 1 instance, please update the AutoScalingGroup sizes appropriately.");
            var desired = shrinks ? group.DesiredCapacity - 1 : group.DesiredCapacity;
            var cause = $"At {Activities.Time(now)} instance {id} was detached in response to a user request{(shrinks ? $", shrinking the capacity from {group.DesiredCapacity} to {desired}" : "")}.";
            (world, var activity) = Activities.Begin(world, group, $"Detaching EC2 instance: {id}", cause, member.Zone, null, now);
            world = Activities.End(world, activity.Key, now).Put(group.Without(id) with { DesiredCapacity = desired, DesiredSince = now });
            if (world.FindEc2<Ec2Instance>(id) is { } machine)
                world = world.Put(machine with { GroupName = null, Tags = machine.Tags.Where(tag => tag.Key != "aws:autoscaling:groupName").ToValueList() });
            done.Add(world.ScalingActivities[activity.Key]);
        }
        return (world, done.ToValueList());
    }

    private static (AutoScalingGroupState Group, GroupMember Member) Find(World world, string? instanceId) =>
        world.FindEc2<Ec2Instance>(instanceId)?.GroupName is { } name
        && world.AutoScalingGroups.GetValueOrDefault(name) is { } group
        && group.Members.FirstOrDefault(each => each.InstanceId == instanceId) is { } member
            ? (group, member)
            : throw AutoScalingRefusal.InstanceNotFound(instanceId);
}
