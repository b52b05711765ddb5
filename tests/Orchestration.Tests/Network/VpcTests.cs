using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Tests.Network;

public class VpcTests
{
    [Test]
    public void A_VPC_comes_with_a_default_security_group_and_a_main_route_table()
    {
        var networks = new Networks();
        var vpc = networks.Do(world => Vpcs.Create(world, new() { CidrBlock = "10.1.2.3/16", TagSpecifications = Networks.Tagged("vpc") }, networks.Seed()));

        vpc.CidrBlock.Should().Be("10.1.0.0/16");
        vpc.InstanceTenancy.Should().Be("default");
        (vpc.IsDefault, vpc.EnableDnsSupport, vpc.EnableDnsHostnames).Should().Be((false, true, false));
        vpc.Tags.Should().Equal(Networks.Team);
        vpc.Id.Should().MatchRegex("^vpc-[0-9a-f]{17}$");
        vpc.NetworkAclId.Should().MatchRegex("^acl-[0-9a-f]{17}$");

        var group = networks.World.Ec2<Ec2SecurityGroup>(EntityKind.SecurityGroup, vpc.Id).Should().ContainSingle().Which;
        (group.Name, group.Description).Should().Be(("default", "default VPC security group"));
        group.Rules.Select(rule => (rule.IsEgress, rule.IpProtocol, rule.CidrIpv4, rule.ReferencedGroupInfo?.GroupId))
            .Should().Equal((false, "-1", null, group.Id), (true, "-1", "0.0.0.0/0", null));

        var table = networks.World.Ec2<Ec2RouteTable>(EntityKind.RouteTable, vpc.Id).Should().ContainSingle().Which;
        table.IsMain.Should().BeTrue();
        table.Associations.Should().ContainSingle().Which.AssociationState!.State.Should().Be("associated");
        table.Associations[0].RouteTableId.Should().Be(table.Id);
        table.Associations[0].RouteTableAssociationId.Should().StartWith("rtbassoc-");
        table.Routes.Should().ContainSingle().Which.Should().Be(new Shapes.Ec2.Route { DestinationCidrBlock = "10.1.0.0/16", GatewayId = "local", Origin = "CreateRouteTable", State = "active" });
    }

    [Test]
    public void Tenancy_is_what_was_asked_for()
    {
        var networks = new Networks();
        networks.Do(world => Vpcs.Create(world, new() { CidrBlock = "10.0.0.0/16", InstanceTenancy = "dedicated" }, networks.Seed())).InstanceTenancy.Should().Be("dedicated");
    }

    [TestCase("10.0.0.0/16")]
    [TestCase("10.0.0.0/28")]
    public void It_has_between_16_and_65536_addresses(string block) => new Networks().Vpc(block).CidrBlock.Should().Be(block);

    [TestCase("10.0.0.0/15")]
    [TestCase("10.0.0.0/29")]
    public void No_more_and_no_less(string block)
    {
        var networks = new Networks();
        networks.Refuses("InvalidVpc.Range", $"The CIDR '{block}' is invalid.", world => Vpcs.Create(world, new() { CidrBlock = block }, networks.Seed()));
    }

    [Test]
    public void Its_block_has_to_be_one()
    {
        var networks = new Networks();
        networks.Refuses("InvalidParameterValue", "Value (10.0.0.0) for parameter cidrBlock is invalid. This is not a valid CIDR block.", world => Vpcs.Create(world, new() { CidrBlock = "10.0.0.0" }, networks.Seed()));
        networks.Refuses("MissingParameter", "The request must contain the parameter cidrBlock", world => Vpcs.Create(world, new(), networks.Seed()));
    }

    [Test]
    public void What_came_with_it_goes_with_it()
    {
        var networks = new Networks();
        var before = networks.World.Ec2Resources.Keys.ToList();
        var vpc = networks.Vpc();
        networks.Do(world => Vpcs.Delete(world, vpc.Id));
        networks.World.Ec2Resources.Keys.Should().Equal(before);
        networks.Refuses("InvalidVpcID.NotFound", $"The vpc ID '{vpc.Id}' does not exist", world => Vpcs.Delete(world, vpc.Id));
        networks.Refuses("MissingParameter", "The request must contain the parameter vpcId", world => Vpcs.Delete(world, null));
    }

    [TestCase("subnet")]
    [TestCase("gateway")]
    [TestCase("group")]
    [TestCase("table")]
    public void What_was_made_in_it_is_in_the_way(string what)
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        switch (what)
        {
            case "subnet": networks.Subnet(vpc); break;
            case "gateway": networks.Attached(vpc); break;
            case "group": networks.Group(vpc: vpc.Id); break;
            default: networks.Table(vpc); break;
        }
        networks.Refuses("DependencyViolation", $"The vpc '{vpc.Id}' has dependencies and cannot be deleted.", world => Vpcs.Delete(world, vpc.Id));
    }

    [Test]
    public void Its_attributes_change_one_by_one()
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        (bool, bool, bool) Attributes() => (networks.Now(vpc).EnableDnsSupport, networks.Now(vpc).EnableDnsHostnames, networks.Now(vpc).EnableNetworkAddressUsageMetrics);
        networks.Do(world => Vpcs.Modify(world, new() { VpcId = vpc.Id, EnableDnsHostnames = new() { Value = true } }));
        Attributes().Should().Be((true, true, false));
        networks.Do(world => Vpcs.Modify(world, new() { VpcId = vpc.Id, EnableDnsSupport = new() { Value = false } }));
        Attributes().Should().Be((false, true, false));
        networks.Do(world => Vpcs.Modify(world, new() { VpcId = vpc.Id, EnableNetworkAddressUsageMetrics = new() { Value = true } }));
        Attributes().Should().Be((false, true, true));
    }
}
