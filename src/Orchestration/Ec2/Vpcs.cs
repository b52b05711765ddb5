using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>CreateVpc, DeleteVpc and ModifyVpcAttribute.</summary>
public static class Vpcs
{
    /// <param name="seed">32 random hexadecimal digits.</param>
    public static (World World, Ec2Vpc Vpc) Create(World world, CreateVpcRequest request, string seed)
    {
        var block = request.CidrBlock ?? throw Ec2Refusal.Missing("cidrBlock");
        if (!Cidr.TryParse(block, out var cidr)) throw Ec2Refusal.Invalid(block, "cidrBlock", "This is not a valid CIDR block.");
        if (cidr.Length is < 16 or > 28) throw Ec2Refusal.Of("InvalidVpc.Range", $"The CIDR '{block}' is invalid.");
        var vpc = new Ec2Vpc(Ec2Ids.Of("vpc", seed), cidr.ToString())
        {
            InstanceTenancy = request.InstanceTenancy ?? "default",
            Tags = Ec2Tags.Of(request.TagSpecifications, "vpc"),
        };
        return (PutWithParts(world, vpc), vpc);
    }

    /// <summary>What exists with a VPC goes with it; anything else is in the way.</summary>
    public static World Delete(World world, string? id)
    {
        var vpc = Find(world, id);
        var groups = world.Ec2<Ec2SecurityGroup>(EntityKind.SecurityGroup, vpc.Id).ToList();
        var tables = world.Ec2<Ec2RouteTable>(EntityKind.RouteTable, vpc.Id).ToList();
        var isUsed = world.Ec2<Ec2Subnet>(EntityKind.Subnet, vpc.Id).Any()
            || world.Ec2<Ec2InternetGateway>(EntityKind.InternetGateway, vpc.Id).Any()
            || groups.Any(group => group.Name != SecurityGroups.DefaultName)
            || tables.Any(table => !table.IsMain);
        if (isUsed) throw Ec2Refusal.Dependency($"The vpc '{vpc.Id}' has dependencies and cannot be deleted.");
        foreach (var group in groups) world = world.Remove(group);
        foreach (var table in tables) world = world.Remove(table);
        if (vpc.IsDefault && world.FindEc2<Ec2Account>(Ec2Account.OnlyId) is { } account) world = world.Put(account with { DefaultVpcId = null });
        return world.Remove(vpc);
    }

    public static World Modify(World world, ModifyVpcAttributeRequest request)
    {
        var vpc = Find(world, request.VpcId);
        return world.Put(vpc with
        {
            EnableDnsSupport = request.EnableDnsSupport?.Value ?? vpc.EnableDnsSupport,
            EnableDnsHostnames = request.EnableDnsHostnames?.Value ?? vpc.EnableDnsHostnames,
            EnableNetworkAddressUsageMetrics = request.EnableNetworkAddressUsageMetrics?.Value ?? vpc.EnableNetworkAddressUsageMetrics,
        });
    }

    /// <exception cref="ApiException">There is no such VPC.</exception>
    public static Ec2Vpc Find(World world, string? id) =>
        world.FindEc2<Ec2Vpc>(id ?? throw Ec2Refusal.Missing("vpcId")) ?? throw Ec2Refusal.VpcNotFound(id);

    /// <summary>With its default security group and its main route table.</summary>
    internal static World PutWithParts(World world, Ec2Vpc vpc) => world
        .Put(vpc)
        .Put(SecurityGroups.DefaultOf(world.Scope, vpc.Id))
        .Put(RouteTables.MainOf(vpc));
}
