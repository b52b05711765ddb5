using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.Tasks;

/// <summary>Which subnet a task in the awsvpc network mode gets, and in which Availability Zone that is.</summary>
internal static class TaskSubnets
{
    /// <summary>
    /// On a machine a subnet of its zone; on Fargate one in the zone where its group has the fewest tasks. Among equals the
    /// task's id decides where to begin, so that the same task always lands in the same one.
    /// </summary>
    /// <param name="subnets">One or more.</param>
    public static string Choose(World world, string taskId, ValueList<string> subnets, GroupTally group, Instance? instance)
    {
        var first = Convert.ToInt32(taskId[..6], 16) % subnets.Count;
        return Enumerable.Range(0, subnets.Count)
            .Select(step => subnets[(first + step) % subnets.Count])
            .MinBy(subnet => instance is null ? group.ByZone.GetValueOrDefault(ZoneOf(world, subnet)) : Subnets.ZoneOf(world, subnet) == instance.AvailabilityZone ? 0 : 1)!;
    }

    /// <summary>
    /// Of a subnet that does not exist the name decides: the same one is always in the same zone. ECS Workbook lets tasks
    /// run in such subnets, since the ids in examples are seldom those of the default VPC.
    /// </summary>
    public static string ZoneOf(World world, string? subnet) =>
        (subnet is null ? null : Subnets.ZoneOf(world, subnet)) ?? world.Scope.Region + "abc"[(subnet?.Sum(c => c) ?? 0) % 3];
}
