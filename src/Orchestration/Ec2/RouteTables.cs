using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>CreateRouteTable, DeleteRouteTable, CreateRoute, DeleteRoute, AssociateRouteTable and DisassociateRouteTable.</summary>
public static class RouteTables
{
    private static readonly RouteTableAssociationState Associated = new() { State = RouteTableAssociationStateCode.Associated };

    /// <param name="seed">32 random hexadecimal digits.</param>
    public static (World World, Ec2RouteTable Table) Create(World world, CreateRouteTableRequest request, string seed)
    {
        var vpc = Vpcs.Find(world, request.VpcId);
        var table = new Ec2RouteTable(Ec2Ids.Of("rtb", seed), vpc.Id)
        {
            Routes = [Local(vpc.CidrBlock)],
            Tags = Ec2Tags.Of(request.TagSpecifications, "route-table"),
        };
        return (world.Put(table), table);
    }

    public static World Delete(World world, string? id)
    {
        var table = Find(world, id);
        return table.Associations.Count == 0
            ? world.Remove(table)
            : throw Ec2Refusal.Dependency($"The routeTable '{table.Id}' has dependencies and cannot be deleted.");
    }

    public static World CreateRoute(World world, CreateRouteRequest request)
    {
        var table = Find(world, request.RouteTableId);
        var block = request.DestinationCidrBlock ?? request.DestinationIpv6CidrBlock ?? throw Ec2Refusal.Missing("destinationCidrBlock");
        if (request.DestinationCidrBlock is { } ipv4 && !Cidr.TryParse(ipv4, out _))
            throw Ec2Refusal.Invalid(ipv4, "destinationCidrBlock", "This is not a valid CIDR block.");
        if (request.GatewayId is not { } gateway)
            throw Ec2Refusal.Of("UnsupportedOperation", "ECS Workbook has routes to internet gateways only: name a gatewayId.");
        if (InternetGateways.Find(world, gateway).VpcId != table.VpcId)
            throw Ec2Refusal.Of("InvalidParameterValue", $"route table {table.Id} and network gateway {gateway} belong to different networks");
        if (table.Routes.Any(route => DestinationOf(route) == block))
            throw Ec2Refusal.Of("RouteAlreadyExists", $"The route identified by {block} already exists.");
        var made = ToGateway(request.DestinationCidrBlock, gateway) with { DestinationIpv6CidrBlock = request.DestinationIpv6CidrBlock };
        return world.Put(table with { Routes = [.. table.Routes, made] });
    }

    public static World DeleteRoute(World world, DeleteRouteRequest request)
    {
        var table = Find(world, request.RouteTableId);
        var block = request.DestinationCidrBlock ?? request.DestinationIpv6CidrBlock ?? throw Ec2Refusal.Missing("destinationCidrBlock");
        var route = table.Routes.FirstOrDefault(each => DestinationOf(each) == block)
            ?? throw Ec2Refusal.Of("InvalidRoute.NotFound", $"no route with destination-cidr-block {block} in route table {table.Id}");
        if (route.GatewayId == "local") throw Ec2Refusal.Of("InvalidParameterValue", $"cannot remove local route {block} in route table {table.Id}");
        return world.Put(table with { Routes = table.Routes.Where(each => each != route).ToValueList() });
    }

    public static (World World, string AssociationId) Associate(World world, AssociateRouteTableRequest request)
    {
        var table = Find(world, request.RouteTableId);
        var subnet = Subnets.Find(world, request.SubnetId);
        if (subnet.VpcId != table.VpcId)
            throw Ec2Refusal.Of("InvalidParameterValue", $"route table {table.Id} and subnet {subnet.Id} belong to different networks");
        var before = world.Ec2<Ec2RouteTable>(EntityKind.RouteTable, table.VpcId).SelectMany(each => each.Associations).FirstOrDefault(each => each.SubnetId == subnet.Id);
        if (before?.RouteTableId == table.Id) return (world, before.RouteTableAssociationId!);
        if (before is not null)
            throw Ec2Refusal.Of("Resource.AlreadyAssociated", $"the specified association for route table {table.Id} conflicts with an existing association");
        var association = new RouteTableAssociation
        {
            Main = false,
            RouteTableAssociationId = Ec2Ids.Derive("rtbassoc", table.Id, subnet.Id),
            RouteTableId = table.Id,
            SubnetId = subnet.Id,
            AssociationState = Associated,
        };
        return (world.Put(table with { Associations = [.. table.Associations, association] }), association.RouteTableAssociationId);
    }

    public static World Disassociate(World world, string? associationId)
    {
        var id = associationId ?? throw Ec2Refusal.Missing("associationId");
        var table = world.Ec2<Ec2RouteTable>(EntityKind.RouteTable).FirstOrDefault(each => each.Associations.Any(association => association.RouteTableAssociationId == id))
            ?? throw Ec2Refusal.Of("InvalidAssociationID.NotFound", $"The association ID '{id}' does not exist");
        var association = table.Associations.First(each => each.RouteTableAssociationId == id);
        if (association.Main == true) throw Ec2Refusal.Of("InvalidParameterValue", $"cannot disassociate the main route table association {id}");
        return world.Put(table with { Associations = table.Associations.Where(each => each != association).ToValueList() });
    }

    /// <exception cref="ApiException">There is no such table.</exception>
    public static Ec2RouteTable Find(World world, string? id) =>
        world.FindEc2<Ec2RouteTable>(id ?? throw Ec2Refusal.Missing("routeTableId")) ?? throw Ec2Refusal.RouteTableNotFound(id);

    internal static Ec2RouteTable MainOf(Ec2Vpc vpc)
    {
        var id = Ec2Ids.Derive("rtb", vpc.Id, "main");
        return new(id, vpc.Id)
        {
            Routes = [Local(vpc.CidrBlock)],
            Associations = [new() { Main = true, RouteTableAssociationId = Ec2Ids.Derive("rtbassoc", id, "main"), RouteTableId = id, AssociationState = Associated }],
        };
    }

    internal static Route ToGateway(string? block, string? gatewayId) => new()
    {
        DestinationCidrBlock = block,
        GatewayId = gatewayId,
        Origin = RouteOrigin.CreateRoute,
        State = RouteState.Active,
    };

    private static Route Local(string block) => ToGateway(block, "local") with { Origin = RouteOrigin.CreateRouteTable };

    private static string? DestinationOf(Route route) => route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock;
}
