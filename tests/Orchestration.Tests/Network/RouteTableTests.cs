using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Tests.Network;

/// <summary>Route tables, their routes, and the subnets they serve.</summary>
public class RouteTableTests
{
    private const string Missing = "MissingParameter";

    [Test]
    public void A_table_begins_with_the_local_route_and_serves_no_subnet()
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        var table = networks.Do(world => RouteTables.Create(world, new() { VpcId = vpc.Id, TagSpecifications = Networks.Tagged("route-table") }, networks.Seed()));
        table.Id.Should().StartWith("rtb-");
        table.Tags.Should().Equal(Networks.Team);
        table.Routes.Should().Equal(new Route { DestinationCidrBlock = "10.0.0.0/16", GatewayId = "local", Origin = "CreateRouteTable", State = "active" });
        table.Associations.Should().BeEmpty();
        table.IsMain.Should().BeFalse();
        networks.Do(world => RouteTables.Delete(world, table.Id));
        networks.Refuses("InvalidRouteTableID.NotFound", $"The routeTable ID '{table.Id}' does not exist", world => RouteTables.Delete(world, table.Id));
        networks.Refuses(Missing, "The request must contain the parameter routeTableId", world => RouteTables.Find(world, null));
    }

    [Test]
    public void Routes_lead_to_the_internet_gateway_of_the_VPC()
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        var table = networks.Table(vpc);
        var gateway = networks.Attached(vpc);
        CreateRouteRequest To(string? block) => new() { RouteTableId = table.Id, DestinationCidrBlock = block, GatewayId = gateway.Id };

        networks.Do(world => RouteTables.CreateRoute(world, To("0.0.0.0/0")));
        networks.Do(world => RouteTables.CreateRoute(world, To(null) with { DestinationIpv6CidrBlock = "::/0" }));
        networks.Now(table).Routes.Skip(1).Should().Equal(
            new Route { DestinationCidrBlock = "0.0.0.0/0", GatewayId = gateway.Id, Origin = "CreateRoute", State = "active" },
            new Route { DestinationIpv6CidrBlock = "::/0", GatewayId = gateway.Id, Origin = "CreateRoute", State = "active" });

        networks.Refuses("RouteAlreadyExists", "The route identified by 0.0.0.0/0 already exists.", world => RouteTables.CreateRoute(world, To("0.0.0.0/0")));
        networks.Refuses("RouteAlreadyExists", "The route identified by ::/0 already exists.", world => RouteTables.CreateRoute(world, To(null) with { DestinationIpv6CidrBlock = "::/0" }));
        networks.Refuses(Missing, "The request must contain the parameter destinationCidrBlock", world => RouteTables.CreateRoute(world, To(null)));
        networks.Refuses("InvalidParameterValue", "Value (all) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.", world => RouteTables.CreateRoute(world, To("all")));
        networks.Refuses("UnsupportedOperation", "ECS Workbook has routes to internet gateways only: name a gatewayId.", world => RouteTables.CreateRoute(world, To("1.0.0.0/8") with { GatewayId = null }));
        var other = networks.Gateway();
        networks.Refuses("InvalidParameterValue", $"route table {table.Id} and network gateway {other.Id} belong to different networks", world => RouteTables.CreateRoute(world, To("1.0.0.0/8") with { GatewayId = other.Id }));
    }

    [Test]
    public void A_route_can_be_deleted_but_not_the_local_one()
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        var table = networks.Table(vpc);
        var gateway = networks.Attached(vpc);
        networks.Do(world => RouteTables.CreateRoute(world, new() { RouteTableId = table.Id, DestinationCidrBlock = "0.0.0.0/0", GatewayId = gateway.Id }));
        networks.Do(world => RouteTables.CreateRoute(world, new() { RouteTableId = table.Id, DestinationIpv6CidrBlock = "::/0", GatewayId = gateway.Id }));

        networks.Do(world => RouteTables.DeleteRoute(world, new() { RouteTableId = table.Id, DestinationIpv6CidrBlock = "::/0" }));
        networks.Now(table).Routes.Select(route => route.DestinationCidrBlock).Should().Equal("10.0.0.0/16", "0.0.0.0/0");
        networks.Do(world => RouteTables.DeleteRoute(world, new() { RouteTableId = table.Id, DestinationCidrBlock = "0.0.0.0/0" }));
        networks.Now(table).Routes.Should().ContainSingle();
        networks.Refuses("InvalidParameterValue", $"cannot remove local route 10.0.0.0/16 in route table {table.Id}", world => RouteTables.DeleteRoute(world, new() { RouteTableId = table.Id, DestinationCidrBlock = "10.0.0.0/16" }));
        networks.Refuses("InvalidRoute.NotFound", $"no route with destination-cidr-block 0.0.0.0/0 in route table {table.Id}", world => RouteTables.DeleteRoute(world, new() { RouteTableId = table.Id, DestinationCidrBlock = "0.0.0.0/0" }));
        networks.Refuses(Missing, "The request must contain the parameter destinationCidrBlock", world => RouteTables.DeleteRoute(world, new() { RouteTableId = table.Id }));
    }

    [Test]
    public void A_subnet_has_at_most_one_table_of_its_own()
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        var subnet = networks.Subnet(vpc);
        var (table, other) = (networks.Table(vpc), networks.Table(vpc));
        string Associate(Ec2RouteTable with) => networks.Do(world => RouteTables.Associate(world, new() { RouteTableId = with.Id, SubnetId = subnet.Id }));

        var id = Associate(table);
        id.Should().MatchRegex("^rtbassoc-[0-9a-f]{17}$");
        networks.Now(table).Associations.Should().Equal(new RouteTableAssociation
        {
            Main = false, RouteTableAssociationId = id, RouteTableId = table.Id, SubnetId = subnet.Id, AssociationState = new() { State = "associated" },
        });
        Associate(table).Should().Be(id, "doing it again changes nothing");
        networks.Now(table).Associations.Should().ContainSingle();
        networks.Refuses("Resource.AlreadyAssociated", $"the specified association for route table {other.Id} conflicts with an existing association", world => RouteTables.Associate(world, new() { RouteTableId = other.Id, SubnetId = subnet.Id }));
        networks.Refuses("DependencyViolation", $"The routeTable '{table.Id}' has dependencies and cannot be deleted.", world => RouteTables.Delete(world, table.Id));

        networks.Do(world => RouteTables.Disassociate(world, id));
        networks.Now(table).Associations.Should().BeEmpty();
        Associate(other);
        networks.Now(other).Associations.Should().ContainSingle();
    }

    [Test]
    public void Table_and_subnet_are_of_one_VPC()
    {
        var networks = new Networks();
        var table = networks.Table(networks.Vpc());
        var subnet = networks.Subnet(networks.Vpc());
        networks.Refuses("InvalidParameterValue", $"route table {table.Id} and subnet {subnet.Id} belong to different networks", world => RouteTables.Associate(world, new() { RouteTableId = table.Id, SubnetId = subnet.Id }));
    }

    [Test]
    public void The_main_association_stays()
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        var main = networks.World.Ec2<Ec2RouteTable>(EntityKind.RouteTable, vpc.Id).Single().Associations[0].RouteTableAssociationId;
        networks.Refuses("InvalidParameterValue", $"cannot disassociate the main route table association {main}", world => RouteTables.Disassociate(world, main));
        networks.Refuses("InvalidAssociationID.NotFound", "The association ID 'rtbassoc-1' does not exist", world => RouteTables.Disassociate(world, "rtbassoc-1"));
        networks.Refuses(Missing, "The request must contain the parameter associationId", world => RouteTables.Disassociate(world, null));
    }

    [Test]
    public void A_deleted_subnet_leaves_its_table()
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        var (subnet, stays) = (networks.Subnet(vpc), networks.Subnet(vpc, "10.0.2.0/24"));
        var table = networks.Table(vpc);
        foreach (var each in new[] { subnet, stays }) networks.Do(world => RouteTables.Associate(world, new() { RouteTableId = table.Id, SubnetId = each.Id }));
        networks.Do(world => Subnets.Delete(world, subnet.Id));
        networks.Now(table).Associations.Should().ContainSingle().Which.SubnetId.Should().Be(stays.Id);
    }
}
