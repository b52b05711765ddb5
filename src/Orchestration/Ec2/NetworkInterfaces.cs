using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>The network interfaces of machines, of tasks in the awsvpc network mode, and those that stand alone.</summary>
public static class NetworkInterfaces
{
    public static IEnumerable<InterfaceInUse> All(World world) => world.Ec2<Ec2Instance>(EntityKind.Ec2Instance)
        .Where(instance => !instance.IsGone).Select(Of)
        .Concat(world.Tasks.Values.Select(task => Of(world, task)).OfType<InterfaceInUse>())
        .Concat(world.Ec2<Ec2NetworkInterface>(EntityKind.NetworkInterface).Select(Of));

    /// <summary>Those in a subnet.</summary>
    public static IEnumerable<InterfaceInUse> In(World world, string subnetId) => world.Ec2<Ec2Instance>(EntityKind.Ec2Instance, subnetId).Select(Of)
        .Concat(world.TaskIndex[TaskBuckets.Interface(subnetId)].Select(id => Of(world, world.Tasks[id])).OfType<InterfaceInUse>())
        .Concat(world.Ec2<Ec2NetworkInterface>(EntityKind.NetworkInterface, subnetId).Select(Of));

    /// <summary>CreateNetworkInterface: one that is plugged into nothing.</summary>
    /// <param name="seed">32 random hexadecimal digits.</param>
    public static (World World, InterfaceInUse Interface) Create(World world, CreateNetworkInterfaceRequest request, string seed)
    {
        var subnet = Subnets.Find(world, request.SubnetId);
        var groups = (request.Groups ?? []).Select(id => SecurityGroups.Find(world, id)).ToList();
        if (groups.Find(group => group.VpcId != subnet.VpcId) is { } foreign)
            throw Ec2Refusal.Of("InvalidParameterValue", $"Security group {foreign.Id} and subnet {subnet.Id} belong to different networks.");
        (subnet, var address) = Subnets.Allocate(world, subnet, request.PrivateIpAddress);
        var made = new Ec2NetworkInterface(Ec2Ids.Of("eni", seed), subnet.Id, subnet.VpcId, address)
        {
            Description = request.Description ?? "",
            SecurityGroupIds = groups.Count == 0 ? [SecurityGroups.DefaultIdOf(subnet.VpcId)] : groups.Select(group => group.Id).Distinct().ToValueList(),
            Tags = Ec2Tags.Of(request.TagSpecifications, "network-interface"),
        };
        return (world.Put(subnet).Put(made), Of(made));
    }

    /// <summary>DeleteNetworkInterface: those of machines and tasks go with what they belong to.</summary>
    public static World Delete(World world, string? id)
    {
        if (world.FindEc2<Ec2NetworkInterface>(id ?? throw Ec2Refusal.Missing("networkInterfaceId")) is { } made) return world.Remove(made);
        throw All(world).Any(each => each.Id == id)
            ? Ec2Refusal.Of("InvalidParameterValue", $"Network interface '{id}' is currently in use.")
            : Ec2Refusal.InterfaceNotFound(id);
    }

    /// <summary>A machine's first interface.</summary>
    public static InterfaceInUse Of(Ec2Instance instance)
    {
        var hex = DerivedId.Hex(instance.Id, "eni");
        return new(Ec2Ids.Of("eni", hex), instance.SubnetId, instance.PrivateIpAddress, instance.SecurityGroupIds)
        {
            AttachmentId = Ec2Ids.Derive("eni-attach", instance.Id, "eni"),
            MacAddress = Mac(hex),
            Machine = instance,
            AttachedAt = instance.LaunchedAt,
        };
    }

    private static InterfaceInUse Of(Ec2NetworkInterface made) => new(made.Id, made.SubnetId, made.PrivateIpAddress, made.SecurityGroupIds)
    {
        Description = made.Description,
        MacAddress = Mac(DerivedId.Hex(made.Id, "mac")),
        Tags = made.Tags,
    };

    /// <summary>The second hexadecimal digit 2 marks an address as locally administered.</summary>
    private static string Mac(string hex) => $"02:{hex[0..2]}:{hex[2..4]}:{hex[4..6]}:{hex[6..8]}:{hex[8..10]}";

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
