using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

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
    /// <summary>The group that an ARN or name names, or null.</summary>
    public static ScalingGroup? Find(World world, string group) => AutoScalingGroups.Named(world, group) is { } found
        ? new(found.Name, found.MinSize, found.MaxSize, found.DesiredCapacity, found.NewInstancesProtectedFromScaleIn, SizeOf(world, found))
        : null;

    /// <summary>Has the group launch or terminate instances.</summary>
    public static World Resize(World world, string group, ScaleGroup scale, DateTimeOffset now) =>
        AutoScalingGroups.Named(world, group) is { } found && scale.To >= found.MinSize && scale.To <= found.MaxSize
            ? AutoScalingGroups.SetDesiredCapacity(world, found, scale.To, "a user request explicitly set group desired capacity", now)
            : world;

    private static InstanceResources? SizeOf(World world, AutoScalingGroupState group)
    {
        try
        {
            var machine = GroupMachines.Of(world, group).Machine;
            return InstanceTypes.All.GetValueOrDefault(machine.InstanceType ?? "") is { } type ? MachineAgent.ResourcesOf(world, type, machine) : null;
        }
        catch (ApiException)
        {
            return null;
        }
    }
}
