using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Tests.Network;

/// <summary>See "Default VPCs" and "Default subnets" of the Amazon VPC User Guide.</summary>
public class DefaultNetworkTests
{
    private static Networks WithoutSubnets(Networks networks)
    {
        foreach (var subnet in networks.World.Ec2<Ec2Subnet>(EntityKind.Subnet, networks.DefaultVpc).ToList()) networks.Do(world => Subnets.Delete(world, subnet.Id));
        return networks;
    }

    private static Networks WithoutVpc()
    {
        var networks = WithoutSubnets(new Networks());
        var vpc = networks.DefaultVpc;
        var gateway = networks.World.Ec2<Ec2InternetGateway>(EntityKind.InternetGateway, vpc).Single();
        networks.Do(world => InternetGateways.Detach(world, gateway.Id, vpc));
        networks.Do(world => Vpcs.Delete(world, vpc));
        return networks;
    }

    [Test]
    public void Every_account_has_one_with_a_public_subnet_in_each_zone()
    {
        var networks = new Networks();
        var vpc = networks.World.FindEc2<Ec2Vpc>(networks.DefaultVpc)!;
        (vpc.CidrBlock, vpc.IsDefault, vpc.EnableDnsHostnames).Should().Be(("172.31.0.0/16", true, true));
        networks.World.Ec2<Ec2Subnet>(EntityKind.Subnet, vpc.Id).Select(subnet => (subnet.Zone, subnet.CidrBlock, subnet.IsDefaultForZone, subnet.MapPublicIpOnLaunch)).Should().BeEquivalentTo(
        [
            ("us-east-1a", "172.31.0.0/20", true, true),
            ("us-east-1b", "172.31.16.0/20", true, true),
            ("us-east-1c", "172.31.32.0/20", true, true),
        ]);
        var gateway = networks.World.Ec2<Ec2InternetGateway>(EntityKind.InternetGateway, vpc.Id).Should().ContainSingle().Which;
        networks.World.Ec2<Ec2RouteTable>(EntityKind.RouteTable, vpc.Id).Should().ContainSingle().Which.Routes
            .Select(route => (route.DestinationCidrBlock, route.GatewayId, route.Origin)).Should().Equal(("172.31.0.0/16", "local", "CreateRouteTable"), ("0.0.0.0/0", gateway.Id, "CreateRoute"));
    }

    [Test]
    public void It_is_the_same_before_and_after_it_is_kept()
    {
        var fresh = new World(Story.Scope);
        var kept = DefaultNetwork.Ensure(fresh);
        DefaultNetwork.DefaultVpcId(fresh).Should().Be(DefaultNetwork.DefaultVpcId(kept));
        var subnet = DefaultNetwork.SubnetOf(kept, "us-east-1b")!;
        Subnets.ZoneOf(fresh, subnet.Id).Should().Be("us-east-1b");
        Subnets.ZoneOf(kept, subnet.Id).Should().Be("us-east-1b");
        Subnets.ZoneOf(fresh, "subnet-1").Should().BeNull();
        DefaultNetwork.Ensure(kept).Should().BeSameAs(kept);
    }

    [Test]
    public void A_deleted_default_subnet_stays_deleted_until_it_is_made_anew()
    {
        var networks = new Networks();
        var old = DefaultNetwork.SubnetOf(networks.World, "us-east-1b")!;
        networks.Refuses("DefaultSubnetAlreadyExistsInAvailabilityZone", $"'{old.Id}' is already the default subnet in us-east-1b.", world => Subnets.CreateDefault(world, "us-east-1b", networks.Seed()));
        networks.Do(world => Subnets.Delete(world, old.Id));
        Subnets.ZoneOf(networks.World, old.Id).Should().BeNull();
        DefaultNetwork.SubnetOf(networks.World, "us-east-1b").Should().BeNull();

        var made = networks.Do(world => Subnets.CreateDefault(world, "us-east-1b", networks.Seed()));
        (made.Zone, made.CidrBlock, made.IsDefaultForZone, made.MapPublicIpOnLaunch).Should().Be(("us-east-1b", "172.31.16.0/20", true, true));
        networks.Now(made).Should().Be(made);
        networks.Refuses("MissingParameter", "The request must contain the parameter availabilityZone", world => Subnets.CreateDefault(world, null, networks.Seed()));
        networks.Refuses("InvalidParameterValue", "Value (us-east-1z) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: us-east-1a, us-east-1b, us-east-1c.",
            world => Subnets.CreateDefault(world, "us-east-1z", networks.Seed()));
    }

    [Test]
    public void A_deleted_default_VPC_stays_deleted_until_it_is_made_anew()
    {
        var networks = new Networks();
        networks.Refuses("DefaultVpcAlreadyExists", $"A Default VPC already exists for this account in this region: {networks.DefaultVpc}.", world => DefaultNetwork.Create(world, networks.Seed()));

        networks = WithoutVpc();
        DefaultNetwork.DefaultVpcId(networks.World).Should().BeNull();
        DefaultNetwork.SubnetOf(networks.World, "us-east-1a").Should().BeNull();
        networks.Refuses("DefaultVpcDoesNotExist", "No default VPC exists for this account in this region.", world => Subnets.CreateDefault(world, "us-east-1a", networks.Seed()));
        networks.Refuses("VPCIdNotSpecified", "No default VPC for this user", world => SecurityGroups.Create(world, new() { GroupName = "web", Description = "web" }, networks.Seed()));
        networks.Refuses("VPCIdNotSpecified", "No default VPC for this user", world => SecurityGroups.Named(world, null, "web"));

        var vpc = networks.Do(world => DefaultNetwork.Create(world, networks.Seed()));
        networks.DefaultVpc.Should().Be(vpc.Id);
        DefaultNetwork.SubnetOf(networks.World, "us-east-1c").Should().NotBeNull();
    }

    [TestCase("us-east-1a", "use1-az1")]
    [TestCase("us-west-2c", "usw2-az3")]
    [TestCase("eu-central-1b", "euc1-az2")]
    [TestCase("ap-northeast-1a", "apne1-az1")]
    [TestCase("ap-northwest-1a", "apnw1-az1")]
    [TestCase("ap-southeast-2b", "apse2-az2")]
    [TestCase("ap-southwest-1c", "apsw1-az3")]
    public void Zones_have_ids(string zone, string id) => Zones.IdOf(zone).Should().Be(id);
}
