using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>CreateSubnet, DeleteSubnet, ModifySubnetAttribute, and where a subnet is.</summary>
public static class Subnets
{
    // Network, router, DNS, one for later, broadcast.
    private const int Reserved = 5;
    private const int FirstFree = 4;

    /// <summary>The zone of a subnet, also of a default subnet that is not kept yet; null when there is no such subnet.</summary>
    public static string? ZoneOf(World world, string subnetId)
    {
        if (world.FindEc2<Ec2Subnet>(subnetId) is { } subnet) return subnet.Zone;
        if (world.Ec2Resources.ContainsKey(Ec2Account.OnlyId)) return null;
        return DefaultNetwork.Subnets(world.Scope, DefaultNetwork.VpcIdOf(world.Scope)).FirstOrDefault(each => each.Id == subnetId)?.Zone;
    }

    /// <param name="seed">32 random hexadecimal digits.</param>
    public static (World World, Ec2Subnet Subnet) Create(World world, CreateSubnetRequest request, string seed)
    {
        var vpc = Vpcs.Find(world, request.VpcId);
        var block = request.CidrBlock ?? throw Ec2Refusal.Missing("cidrBlock");
        if (!Cidr.TryParse(block, out var cidr)) throw Ec2Refusal.Invalid(block, "cidrBlock", "This is not a valid CIDR block.");
        if (cidr.Length is < 16 or > 28 || !Cidr.TryParse(vpc.CidrBlock, out var whole) || !whole.Contains(cidr))
            throw Ec2Refusal.Of("InvalidSubnet.Range", $"The CIDR '{block}' is invalid.");
        if (world.Ec2<Ec2Subnet>(EntityKind.Subnet, vpc.Id).Any(other => Cidr.TryParse(other.CidrBlock, out var taken) && taken.Overlaps(cidr)))
            throw Ec2Refusal.Of("InvalidSubnet.Conflict", $"The CIDR '{block}' conflicts with another subnet");
        var subnet = new Ec2Subnet(Ec2Ids.Of("subnet", seed), vpc.Id, cidr.ToString(), Zone(world, request))
        {
            Tags = Ec2Tags.Of(request.TagSpecifications, "subnet"),
        };
        return (world.Put(subnet), subnet);
    }

    /// <summary>CreateDefaultSubnet: that of a zone, once it was deleted.</summary>
    public static (World World, Ec2Subnet Subnet) CreateDefault(World world, string? zone, string seed)
    {
        var vpc = DefaultNetwork.DefaultVpcId(world) ?? throw Ec2Refusal.Of("DefaultVpcDoesNotExist", "No default VPC exists for this account in this region.");
        zone = Known(world, zone ?? throw Ec2Refusal.Missing("availabilityZone"));
        if (DefaultNetwork.SubnetOf(world, zone) is { } there)
            throw Ec2Refusal.Of("DefaultSubnetAlreadyExistsInAvailabilityZone", $"'{there.Id}' is already the default subnet in {zone}.");
        var (next, subnet) = Create(world, new() { VpcId = vpc, CidrBlock = DefaultNetwork.BlockOf(zone), AvailabilityZone = zone }, seed);
        subnet = subnet with { IsDefaultForZone = true, MapPublicIpOnLaunch = true };
        return (next.Put(subnet), subnet);
    }

    public static World Delete(World world, string? id)
    {
        var subnet = Find(world, id);
        if (NetworkInterfaces.In(world, subnet.Id).Any()) throw Ec2Refusal.Dependency($"The subnet '{subnet.Id}' has dependencies and cannot be deleted.");
        foreach (var table in world.Ec2<Ec2RouteTable>(EntityKind.RouteTable, subnet.VpcId).Where(table => table.Associations.Any(each => each.SubnetId == subnet.Id)).ToList())
            world = world.Put(table with { Associations = table.Associations.Where(association => association.SubnetId != subnet.Id).ToValueList() });
        return world.Remove(subnet);
    }

    public static World Modify(World world, ModifySubnetAttributeRequest request)
    {
        var subnet = Find(world, request.SubnetId);
        return world.Put(subnet with { MapPublicIpOnLaunch = request.MapPublicIpOnLaunch?.Value ?? subnet.MapPublicIpOnLaunch });
    }

    /// <exception cref="ApiException">There is no such subnet.</exception>
    public static Ec2Subnet Find(World world, string? id) =>
        world.FindEc2<Ec2Subnet>(id ?? throw Ec2Refusal.Missing("subnetId")) ?? throw Ec2Refusal.SubnetNotFound(id);

    /// <summary>How many more interfaces fit in; an empty /20 has room for 4096 - 5.</summary>
    public static int Available(World world, Ec2Subnet subnet) => Math.Max(0, RoomIn(subnet) - NetworkInterfaces.In(world, subnet.Id).Count());

    /// <summary>Gives out an address: the one that is wanted, else the next one after the last that is free.</summary>
    /// <exception cref="ApiException">It is not free, or none is.</exception>
    internal static (Ec2Subnet Subnet, string Address) Allocate(World world, Ec2Subnet subnet, string? wanted)
    {
        var room = RoomIn(subnet);
        var taken = NetworkInterfaces.In(world, subnet.Id).Select(each => each.PrivateIpAddress).ToHashSet();
        if (wanted is not null)
        {
            if (!BlockOf(subnet).Contains(wanted)) throw Ec2Refusal.Of("InvalidParameterValue", $"Address {wanted} does not fall within the subnet's address range");
            return taken.Contains(wanted) ? throw Ec2Refusal.Of("InvalidIPAddress.InUse", $"Address {wanted} is in use.") : (subnet, wanted);
        }
        for (var tries = 0; tries < room; tries++)
        {
            var address = BlockOf(subnet).Address(FirstFree + (subnet.AddressesGiven % room));
            subnet = subnet with { AddressesGiven = (subnet.AddressesGiven + 1) % room };
            if (!taken.Contains(address)) return (subnet, address);
        }
        throw Ec2Refusal.Of("InsufficientFreeAddressesInSubnet", $"There are not enough free addresses in subnet '{subnet.Id}' to satisfy the requested number of instances.");
    }

    internal static Cidr BlockOf(Ec2Subnet subnet) => Cidr.TryParse(subnet.CidrBlock, out var cidr) ? cidr : default;

    private static int RoomIn(Ec2Subnet subnet) => (int)(BlockOf(subnet).Size - Reserved);

    private static string Zone(World world, CreateSubnetRequest request)
    {
        if (request.AvailabilityZone is { } name) return Known(world, name);
        var zones = Zones.Of(world.Scope.Region);
        return request.AvailabilityZoneId is { } id ? zones.FirstOrDefault(zone => Zones.IdOf(zone) == id) ?? throw NoZone(zones, id) : zones[0];
    }

    private static string Known(World world, string zone) =>
        Zones.Of(world.Scope.Region) is var zones && zones.Contains(zone) ? zone : throw NoZone(zones, zone);

    private static ApiException NoZone(IReadOnlyList<string> zones, string named) =>
        Ec2Refusal.Invalid(named, "availabilityZone", $"Subnets can currently only be created in the following availability zones: {string.Join(", ", zones)}.");
}
