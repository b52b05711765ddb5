using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.Ec2;

/// <summary>
/// The default VPC that every account has in every region (see "Default VPCs"). Its ids follow from account and region,
/// so it can be shown before anything of it is kept; it is kept from the first change to anything of EC2 on.
/// </summary>
public static class DefaultNetwork
{
    private const string Block = "172.31.0.0/16";
    private static readonly string[] SubnetBlocks = ["172.31.0.0/20", "172.31.16.0/20", "172.31.32.0/20"];

    /// <summary>The World with the default network in it, unless it was made before.</summary>
    public static World Ensure(World world)
    {
        if (world.Ec2Resources.ContainsKey(Ec2Account.OnlyId)) return world;
        var (next, vpc) = Make(world, VpcIdOf(world.Scope));
        return next.Put(new Ec2Account { DefaultVpcId = vpc.Id });
    }

    /// <summary>CreateDefaultVpc: a new one, once the old one was deleted.</summary>
    /// <exception cref="ApiException">There is one.</exception>
    public static (World World, Ec2Vpc Vpc) Create(World world, string seed)
    {
        if (DefaultVpcId(world) is { } id) throw Ec2Refusal.Of("DefaultVpcAlreadyExists", $"A Default VPC already exists for this account in this region: {id}.");
        var (next, vpc) = Make(world, Ec2Ids.Of("vpc", seed));
        return (next.Put(new Ec2Account { DefaultVpcId = vpc.Id }), vpc);
    }

    /// <summary>The VPC that requests mean which name none, or null.</summary>
    public static string? DefaultVpcId(World world) =>
        world.FindEc2<Ec2Account>(Ec2Account.OnlyId) is { } account ? account.DefaultVpcId : VpcIdOf(world.Scope);

    /// <summary>The default subnet of a zone in the default VPC, or null.</summary>
    public static Ec2Subnet? SubnetOf(World world, string zone) => DefaultVpcId(world) is { } vpc
        ? world.Ec2<Ec2Subnet>(EntityKind.Subnet, vpc).FirstOrDefault(subnet => subnet.IsDefaultForZone && subnet.Zone == zone)
        : null;

    /// <summary>The range of a zone's default subnet: <c>us-east-1b</c> → <c>172.31.16.0/20</c>.</summary>
    public static string BlockOf(string zone) => SubnetBlocks[zone[^1] - 'a'];

    internal static IEnumerable<Ec2Subnet> Subnets(AccountRegion scope, string vpcId) => Zones.Of(scope.Region).Select(zone =>
        new Ec2Subnet(Ec2Ids.Derive("subnet", vpcId, zone), vpcId, BlockOf(zone), zone) { IsDefaultForZone = true, MapPublicIpOnLaunch = true });

    internal static string VpcIdOf(AccountRegion scope) => Ec2Ids.Derive("vpc", scope.ToString(), "default");

    private static (World World, Ec2Vpc Vpc) Make(World world, string id)
    {
        var vpc = new Ec2Vpc(id, Block) { IsDefault = true, EnableDnsHostnames = true };
        var gateway = new Ec2InternetGateway(Ec2Ids.Derive("igw", id, "default")) { VpcId = id };
        world = Vpcs.PutWithParts(world, vpc).Put(gateway);
        foreach (var subnet in Subnets(world.Scope, id)) world = world.Put(subnet);
        var main = world.Ec2<Ec2RouteTable>(EntityKind.RouteTable, id).First();
        return (world.Put(main with { Routes = [.. main.Routes, RouteTables.ToGateway("0.0.0.0/0", gateway.Id)] }), vpc);
    }
}
