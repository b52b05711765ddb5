using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.AutoScaling;

/// <summary>Keeps a group's members spread over its zones (see "Default termination policy").</summary>
internal static class ZoneBalance
{
    /// <summary>The zone with the fewest members, and a subnet in it.</summary>
    public static (string Zone, string? SubnetId) ToGrow(World world, AutoScalingGroupState group)
    {
        var places = Places(world, group);
        var zone = places.Select(place => place.Zone).Distinct().Order(StringComparer.Ordinal).MinBy(each => group.Members.Count(member => member.Counts && member.Zone == each))!;
        return places.First(place => place.Zone == zone);
    }

    /// <summary>
    /// From the zone with the most members that may go: first one that was not made from the version that new ones are made
    /// from, then the oldest. Null when all are protected.
    /// </summary>
    public static GroupMember? ToShrink(World world, AutoScalingGroupState group)
    {
        var free = group.Members.Where(member => member is { Counts: true, IsProtected: false }).ToList();
        if (free.Count == 0) return null;
        var zone = free.Select(member => member.Zone).Distinct().Order(StringComparer.Ordinal).MaxBy(each => group.Members.Count(member => member.Counts && member.Zone == each));
        var current = GroupMachines.VersionOf(world, group);
        return free.Where(member => member.Zone == zone)
            .OrderBy(member => member.TemplateVersion == current)
            .ThenBy(member => world.FindEc2<Ec2Instance>(member.InstanceId)?.LaunchedAt)
            .ThenBy(member => member.InstanceId, StringComparer.Ordinal)
            .First();
    }

    private static List<(string Zone, string? SubnetId)> Places(World world, AutoScalingGroupState group) => group.SubnetIds.Count > 0
        ? [.. group.SubnetIds.Select(id => (Subnets.ZoneOf(world, id) ?? world.Scope.Region + "a", (string?)id))]
        : [.. group.Zones.Select(zone => (zone, (string?)null))];
}
