using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Ec2;

/// <summary>The network interfaces of machines and of tasks in the awsvpc network mode.</summary>
public static class NetworkInterfaces
{
    public static IEnumerable<InterfaceInUse> All(World world) => world.Ec2<Ec2Instance>(EntityKind.Ec2Instance)
        .Where(instance => !instance.IsGone).Select(Of)
        .Concat(world.Tasks.Values.Select(task => Of(world, task)).OfType<InterfaceInUse>());

    /// <summary>Those in a subnet.</summary>
    public static IEnumerable<InterfaceInUse> In(World world, string subnetId) => world.Ec2<Ec2Instance>(EntityKind.Ec2Instance, subnetId).Select(Of)
        .Concat(world.Tasks.Values.Where(task => task.Network?.SubnetId == subnetId).Select(task => Of(world, task)).OfType<InterfaceInUse>());

    /// <summary>A machine's first interface.</summary>
    public static InterfaceInUse Of(Ec2Instance instance)
    {
        var hex = DerivedId.Hex(instance.Id, "eni");
        return new(Ec2Ids.Of("eni", hex), instance.SubnetId, instance.PrivateIpAddress, instance.SecurityGroupIds)
        {
            AttachmentId = Ec2Ids.Derive("eni-attach", instance.Id, "eni"),
            // The second hexadecimal digit 2 marks an address as locally administered.
            MacAddress = $"02:{hex[0..2]}:{hex[2..4]}:{hex[4..6]}:{hex[6..8]}:{hex[8..10]}",
            Machine = instance,
            AttachedAt = instance.LaunchedAt,
        };
    }

    private static InterfaceInUse? Of(World world, EcsTask task)
    {
        if (task is not { LastStatus: < EcsTaskStatus.Stopped, Network: { NetworkInterfaceId: { } id } network }) return null;
        var groups = task.VpcConfiguration?.SecurityGroups is { Count: > 0 } named
            ? named
            : world.FindEc2<Ec2Subnet>(network.SubnetId) is { } subnet ? [SecurityGroups.DefaultIdOf(subnet.VpcId)] : [];
        return new(id, network.SubnetId, network.PrivateIpv4Address, groups)
        {
            Description = $"arn:aws:ecs:{world.Scope.Region}:{world.Scope.Account}:attachment/{network.AttachmentId}",
            MacAddress = network.MacAddress,
            AttachmentId = Ec2Ids.Derive("eni-attach", task.Id, "eni"),
            AttachedAt = task.ConnectivityAt ?? task.CreatedAt,
        };
    }
}
