using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Server.Api.Ec2;

internal sealed partial class Ec2Api
{
    private static readonly Ec2Filters<InternetGateway> s_gatewayFilters = new Ec2Filters<InternetGateway>(gateway => gateway.Tags)
    {
        ["internet-gateway-id"] = gateway => gateway.InternetGatewayId,
        ["owner-id"] = gateway => gateway.OwnerId,
    }
        .Many("attachment.vpc-id", gateway => (gateway.Attachments ?? []).Select(each => each.VpcId))
        .Many("attachment.state", gateway => (gateway.Attachments ?? []).Select(each => each.State));

    private static readonly Ec2Filters<RouteTable> s_tableFilters = new Ec2Filters<RouteTable>(table => table.Tags)
    {
        ["owner-id"] = table => table.OwnerId,
        ["route-table-id"] = table => table.RouteTableId,
        ["vpc-id"] = table => table.VpcId,
    }
        .Many("association.main", table => (table.Associations ?? []).Select(each => Ec2Filters<RouteTable>.Text(each.Main)))
        .Many("association.route-table-association-id", table => (table.Associations ?? []).Select(each => each.RouteTableAssociationId))
        .Many("association.route-table-id", table => (table.Associations ?? []).Select(each => each.RouteTableId))
        .Many("association.subnet-id", table => (table.Associations ?? []).Select(each => each.SubnetId))
        .Many("route.destination-cidr-block", table => (table.Routes ?? []).Select(each => each.DestinationCidrBlock))
        .Many("route.gateway-id", table => (table.Routes ?? []).Select(each => each.GatewayId));

    private static readonly Ec2Filters<NetworkAcl> s_aclFilters = new Ec2Filters<NetworkAcl>(acl => acl.Tags)
    {
        ["default"] = acl => Ec2Filters<NetworkAcl>.Text(acl.IsDefault),
        ["network-acl-id"] = acl => acl.NetworkAclId,
        ["owner-id"] = acl => acl.OwnerId,
        ["vpc-id"] = acl => acl.VpcId,
    }
        .Many("association.subnet-id", acl => (acl.Associations ?? []).Select(each => each.SubnetId));

    public ValueTask<CreateInternetGatewayResponse> CreateInternetGatewayAsync(CreateInternetGatewayRequest request, RequestContext context) => Make(context, request.DryRun, (world, seed, _) =>
    {
        var (next, gateway) = InternetGateways.Create(world, request, seed);
        return (next, new CreateInternetGatewayResponse { InternetGateway = View(next, gateway) });
    });

    public ValueTask<DeleteInternetGatewayResponse> DeleteInternetGatewayAsync(DeleteInternetGatewayRequest request, RequestContext context) =>
        Write<DeleteInternetGatewayResponse>(context, request.DryRun, (world, _) => InternetGateways.Delete(world, request.InternetGatewayId));

    public ValueTask<AttachInternetGatewayResponse> AttachInternetGatewayAsync(AttachInternetGatewayRequest request, RequestContext context) =>
        Write<AttachInternetGatewayResponse>(context, request.DryRun, (world, _) => InternetGateways.Attach(world, request.InternetGatewayId, request.VpcId));

    public ValueTask<DetachInternetGatewayResponse> DetachInternetGatewayAsync(DetachInternetGatewayRequest request, RequestContext context) =>
        Write<DetachInternetGatewayResponse>(context, request.DryRun, (world, _) => InternetGateways.Detach(world, request.InternetGatewayId, request.VpcId));

    public ValueTask<DescribeInternetGatewaysResponse> DescribeInternetGatewaysAsync(DescribeInternetGatewaysRequest request, RequestContext context)
    {
        var world = Read(context);
        var all = request.InternetGatewayIds is { Count: > 0 } ids ? ids.Distinct().Select(id => InternetGateways.Find(world, id)) : world.Ec2<Ec2InternetGateway>(EntityKind.InternetGateway);
        var (page, token) = Ec2Page.Of(s_gatewayFilters.Apply(all.Select(gateway => View(world, gateway)), request.Filters), request.MaxResults, request.NextToken);
        return Answer(request.DryRun, new DescribeInternetGatewaysResponse { InternetGateways = page, NextToken = token });
    }

    public ValueTask<CreateRouteTableResponse> CreateRouteTableAsync(CreateRouteTableRequest request, RequestContext context) => Make(context, request.DryRun, (world, seed, _) =>
    {
        var (next, table) = RouteTables.Create(world, request, seed);
        return (next, new CreateRouteTableResponse { RouteTable = View(next, table) });
    });

    public ValueTask<DeleteRouteTableResponse> DeleteRouteTableAsync(DeleteRouteTableRequest request, RequestContext context) =>
        Write<DeleteRouteTableResponse>(context, request.DryRun, (world, _) => RouteTables.Delete(world, request.RouteTableId));

    public ValueTask<CreateRouteResponse> CreateRouteAsync(CreateRouteRequest request, RequestContext context) =>
        Write(context, request.DryRun, (world, _) => (RouteTables.CreateRoute(world, request), new CreateRouteResponse { Return = true }));

    public ValueTask<DeleteRouteResponse> DeleteRouteAsync(DeleteRouteRequest request, RequestContext context) =>
        Write<DeleteRouteResponse>(context, request.DryRun, (world, _) => RouteTables.DeleteRoute(world, request));

    public ValueTask<AssociateRouteTableResponse> AssociateRouteTableAsync(AssociateRouteTableRequest request, RequestContext context) => Write(context, request.DryRun, (world, _) =>
    {
        var (next, id) = RouteTables.Associate(world, request);
        return (next, new AssociateRouteTableResponse { AssociationId = id, AssociationState = new() { State = "associated" } });
    });

    public ValueTask<DisassociateRouteTableResponse> DisassociateRouteTableAsync(DisassociateRouteTableRequest request, RequestContext context) =>
        Write<DisassociateRouteTableResponse>(context, request.DryRun, (world, _) => RouteTables.Disassociate(world, request.AssociationId));

    public ValueTask<DescribeRouteTablesResponse> DescribeRouteTablesAsync(DescribeRouteTablesRequest request, RequestContext context)
    {
        var world = Read(context);
        var all = request.RouteTableIds is { Count: > 0 } ids ? ids.Distinct().Select(id => RouteTables.Find(world, id)) : world.Ec2<Ec2RouteTable>(EntityKind.RouteTable);
        var (page, token) = Ec2Page.Of(s_tableFilters.Apply(all.Select(table => View(world, table)), request.Filters), request.MaxResults, request.NextToken);
        return Answer(request.DryRun, new DescribeRouteTablesResponse { RouteTables = page, NextToken = token });
    }

    /// <summary>Every VPC has the one that came with it.</summary>
    public ValueTask<DescribeNetworkAclsResponse> DescribeNetworkAclsAsync(DescribeNetworkAclsRequest request, RequestContext context)
    {
        var world = Read(context);
        var all = world.Ec2<Ec2Vpc>(EntityKind.Vpc).Select(vpc => Acl(world, vpc)).ToList();
        if (request.NetworkAclIds?.FirstOrDefault(id => all.TrueForAll(acl => acl.NetworkAclId != id)) is { } unknown)
            throw Ec2Refusal.Of("InvalidNetworkAclID.NotFound", $"The networkAcl ID '{unknown}' does not exist");
        var named = all.Where(acl => request.NetworkAclIds is not { Count: > 0 } ids || ids.Contains(acl.NetworkAclId!));
        var (page, token) = Ec2Page.Of(s_aclFilters.Apply(named, request.Filters), request.MaxResults, request.NextToken);
        return Answer(request.DryRun, new DescribeNetworkAclsResponse { NetworkAcls = page, NextToken = token });
    }

    private static InternetGateway View(World world, Ec2InternetGateway gateway) => new()
    {
        InternetGatewayId = gateway.Id,
        OwnerId = world.Scope.Account,
        Attachments = gateway.VpcId is { } vpc ? [new() { VpcId = vpc, State = "available" }] : [],
        Tags = gateway.Tags,
    };

    private static RouteTable View(World world, Ec2RouteTable table) => new()
    {
        RouteTableId = table.Id,
        VpcId = table.VpcId,
        OwnerId = world.Scope.Account,
        Routes = table.Routes,
        Associations = table.Associations,
        PropagatingVgws = [],
        Tags = table.Tags,
    };

    private static NetworkAcl Acl(World world, Ec2Vpc vpc) => new()
    {
        NetworkAclId = vpc.NetworkAclId,
        VpcId = vpc.Id,
        OwnerId = world.Scope.Account,
        IsDefault = true,
        Entries = [Entry(true, 100, "allow"), Entry(true, 32767, "deny"), Entry(false, 100, "allow"), Entry(false, 32767, "deny")],
        Associations = world.Ec2<Ec2Subnet>(EntityKind.Subnet, vpc.Id)
            .Select(subnet => new NetworkAclAssociation { NetworkAclAssociationId = Ec2Ids.Derive("aclassoc", vpc.NetworkAclId, subnet.Id), NetworkAclId = vpc.NetworkAclId, SubnetId = subnet.Id })
            .ToValueList(),
        Tags = [],
    };

    private static NetworkAclEntry Entry(bool isEgress, int number, string action) =>
        new() { CidrBlock = "0.0.0.0/0", Egress = isEgress, Protocol = "-1", RuleNumber = number, RuleAction = action };
}
