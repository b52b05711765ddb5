using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>CreateInternetGateway, DeleteInternetGateway, AttachInternetGateway and DetachInternetGateway.</summary>
public static class InternetGateways
{
    /// <param name="seed">32 random hexadecimal digits.</param>
    public static (World World, Ec2InternetGateway Gateway) Create(World world, CreateInternetGatewayRequest request, string seed)
    {
        var gateway = new Ec2InternetGateway(Ec2Ids.Of("igw", seed)) { Tags = Ec2Tags.Of(request.TagSpecifications, "internet-gateway") };
        return (world.Put(gateway), gateway);
    }

    public static World Delete(World world, string? id)
    {
        var gateway = Find(world, id);
        return gateway.VpcId is null
            ? world.Remove(gateway)
            : throw Ec2Refusal.Dependency($"The internetGateway '{gateway.Id}' has dependencies and cannot be deleted.");
    }

    public static World Attach(World world, string? id, string? vpcId)
    {
        var gateway = Find(world, id);
        var vpc = Vpcs.Find(world, vpcId);
        if (gateway.VpcId is { } other) throw Ec2Refusal.Of("Resource.AlreadyAssociated", $"resource {gateway.Id} is already attached to network {other}");
        if (world.Ec2<Ec2InternetGateway>(EntityKind.InternetGateway, vpc.Id).Any())
            throw Ec2Refusal.Of("InvalidParameterValue", $"Network {vpc.Id} already has an internet gateway attached");
        return world.Put(gateway with { VpcId = vpc.Id });
    }

    public static World Detach(World world, string? id, string? vpcId)
    {
        var gateway = Find(world, id);
        var vpc = Vpcs.Find(world, vpcId);
        if (gateway.VpcId != vpc.Id) throw Ec2Refusal.Of("Gateway.NotAttached", $"resource {gateway.Id} is not attached to network {vpc.Id}");
        if (world.Ec2<Ec2Instance>(EntityKind.Ec2Instance, vpc.Id).Any(instance => instance.PublicIpAddress is not null))
            throw Ec2Refusal.Dependency($"Network {vpc.Id} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.");
        return world.Put(gateway with { VpcId = null });
    }

    /// <exception cref="ApiException">There is no such gateway.</exception>
    public static Ec2InternetGateway Find(World world, string? id) =>
        world.FindEc2<Ec2InternetGateway>(id ?? throw Ec2Refusal.Missing("internetGatewayId")) ?? throw Ec2Refusal.GatewayNotFound(id);
}
