using Workbook.Orchestration.Ec2;

namespace Workbook.Orchestration.Tests.Network;

/// <summary>How a VPC is cut into subnets, and which addresses they give out.</summary>
public class SubnetTests
{
    [Test]
    public void A_subnet_lies_in_the_first_zone_unless_another_is_named()
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        Ec2Subnet Made(string block, string? zone = null, string? zoneId = null) => networks.Do(world => Subnets.Create(
            world, new() { VpcId = vpc.Id, CidrBlock = block, AvailabilityZone = zone, AvailabilityZoneId = zoneId, TagSpecifications = Networks.Tagged("subnet") }, networks.Seed()));
        var first = Made("10.0.1.7/24");
        (first.CidrBlock, first.Zone, first.VpcId, first.MapPublicIpOnLaunch, first.IsDefaultForZone).Should().Be(("10.0.1.0/24", "us-east-1a", vpc.Id, false, false));
        first.Tags.Should().Equal(Networks.Team);
        first.Id.Should().StartWith("subnet-");
        Made("10.0.2.0/24", zone: "us-east-1c").Zone.Should().Be("us-east-1c");
        Made("10.0.3.0/24", zoneId: "use1-az2").Zone.Should().Be("us-east-1b");
        const string choice = "Subnets can currently only be created in the following availability zones: us-east-1a, us-east-1b, us-east-1c.";
        networks.Refuses("InvalidParameterValue", $"Value (eu-west-1a) for parameter availabilityZone is invalid. {choice}", world => Made("10.0.4.0/24", zone: "eu-west-1a"));
        networks.Refuses("InvalidParameterValue", $"Value (use1-az9) for parameter availabilityZone is invalid. {choice}", world => Made("10.0.4.0/24", zoneId: "use1-az9"));
    }

    [TestCase("10.0.0.0/15")]
    [TestCase("10.0.0.0/29")]
    [TestCase("10.1.0.0/24")]
    [TestCase("9.255.255.0/24")]
    public void Its_block_is_a_part_of_the_VPC_s(string block)
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        networks.Refuses("InvalidSubnet.Range", $"The CIDR '{block}' is invalid.", world => Subnets.Create(world, new() { VpcId = vpc.Id, CidrBlock = block }, networks.Seed()));
    }

    [TestCase("10.0.0.0/16")]
    [TestCase("10.0.255.240/28")]
    public void It_may_be_the_whole_VPC_or_its_last_16_addresses(string block)
    {
        var networks = new Networks();
        networks.Subnet(networks.Vpc(), block).CidrBlock.Should().Be(block);
    }

    [TestCase("10.0.1.0/24")]
    [TestCase("10.0.1.128/25")]
    [TestCase("10.0.0.0/23")]
    public void It_may_not_overlap_with_another(string block)
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        networks.Subnet(vpc, "10.0.1.0/24");
        networks.Refuses("InvalidSubnet.Conflict", $"The CIDR '{block}' conflicts with another subnet", world => Subnets.Create(world, new() { VpcId = vpc.Id, CidrBlock = block }, networks.Seed()));
        networks.Subnet(vpc, "10.0.2.0/24");
        networks.Subnet(vpc, "10.0.0.0/24");
    }

    [Test]
    public void Its_block_has_to_be_one()
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        networks.Refuses("MissingParameter", "The request must contain the parameter cidrBlock", world => Subnets.Create(world, new() { VpcId = vpc.Id }, networks.Seed()));
        networks.Refuses("InvalidParameterValue", "Value (ten) for parameter cidrBlock is invalid. This is not a valid CIDR block.", world => Subnets.Create(world, new() { VpcId = vpc.Id, CidrBlock = "ten" }, networks.Seed()));
    }

    [Test]
    public void A_subnet_is_found_by_its_id_only()
    {
        var networks = new Networks();
        networks.Refuses("MissingParameter", "The request must contain the parameter subnetId", world => Subnets.Find(world, null));
        networks.Refuses("InvalidSubnetID.NotFound", "The subnet ID 'subnet-1' does not exist", world => Subnets.Find(world, "subnet-1"));
    }

    [Test]
    public void Machines_get_public_addresses_where_the_subnet_says_so()
    {
        var networks = new Networks();
        var subnet = networks.Subnet(networks.Vpc());
        networks.Do(world => Subnets.Modify(world, new() { SubnetId = subnet.Id, MapPublicIpOnLaunch = new() { Value = true } }));
        networks.Now(subnet).MapPublicIpOnLaunch.Should().BeTrue();
        networks.Do(world => Subnets.Modify(world, new() { SubnetId = subnet.Id }));
        networks.Now(subnet).MapPublicIpOnLaunch.Should().BeTrue();
    }

    [Test]
    public void The_first_four_addresses_and_the_last_one_are_AWS_s()
    {
        var networks = new Networks();
        var subnet = networks.Subnet(networks.Vpc(), "10.0.1.0/28");
        Subnets.Available(networks.World, subnet).Should().Be(11);
        var machines = networks.Launch(new() { SubnetId = subnet.Id, MinCount = 1, MaxCount = 12 });
        machines.Select(machine => machine.PrivateIpAddress).Should().Equal(Enumerable.Range(4, 11).Select(last => $"10.0.1.{last}"), "the twelfth finds no room and was not needed");
        Subnets.Available(networks.World, networks.Now(subnet)).Should().Be(0);
        networks.Refuses("InsufficientFreeAddressesInSubnet", $"There are not enough free addresses in subnet '{subnet.Id}' to satisfy the requested number of instances.",
            world => RunInstances.Apply(world, new() { ImageId = Machines.Launching.Image(), InstanceType = "t3.micro", SubnetId = subnet.Id, MinCount = 1, MaxCount = 1 }, networks.Seed(), Stories.Story.Start));
    }

    [Test]
    public void An_address_may_be_wanted()
    {
        var networks = new Networks();
        var subnet = networks.Subnet(networks.Vpc(), "10.0.1.0/24");
        networks.Launch(new() { SubnetId = subnet.Id, PrivateIpAddress = "10.0.1.4", MinCount = 1, MaxCount = 1 })[0].PrivateIpAddress.Should().Be("10.0.1.4");
        networks.Refuses("InvalidIPAddress.InUse", "Address 10.0.1.4 is in use.", world => Subnets.Allocate(world, subnet, "10.0.1.4"));
        networks.Refuses("InvalidParameterValue", "Address 10.0.2.4 does not fall within the subnet's address range", world => Subnets.Allocate(world, subnet, "10.0.2.4"));
        Subnets.Allocate(networks.World, networks.Now(subnet), null).Address.Should().Be("10.0.1.5");
    }

    [Test]
    public void A_subnet_with_interfaces_stays()
    {
        var networks = new Networks();
        var subnet = networks.Subnet(networks.Vpc());
        networks.Launch(new() { SubnetId = subnet.Id, MinCount = 1, MaxCount = 1 });
        networks.Refuses("DependencyViolation", $"The subnet '{subnet.Id}' has dependencies and cannot be deleted.", world => Subnets.Delete(world, subnet.Id));
    }

    [TestCase("10.0.0.0/8", "10.255.255.255", true)]
    [TestCase("10.0.0.0/8", "11.0.0.0", false)]
    [TestCase("10.0.0.0/8", "9.255.255.255", false)]
    [TestCase("0.0.0.0/0", "255.255.255.255", true)]
    [TestCase("10.0.0.1/32", "10.0.0.1", true)]
    [TestCase("10.0.0.1/32", "10.0.0.2", false)]
    [TestCase("10.0.0.0/8", "10.0.0", false)]
    [TestCase("10.0.0.0/8", "10.0.0.256", false)]
    public void A_block_has_its_addresses(string block, string address, bool contains)
    {
        Cidr.TryParse(block, out var cidr).Should().BeTrue();
        cidr.Contains(address).Should().Be(contains);
    }

    [TestCase("10.0.0.0/33")]
    [TestCase("10.0.0.0/-1")]
    [TestCase("10.0.0.0/8/8")]
    [TestCase("10.0.0.300/8")]
    [TestCase("10.0.0/8")]
    [TestCase("")]
    [TestCase(null)]
    public void This_is_no_block(string? text) => Cidr.TryParse(text, out _).Should().BeFalse();

    [Test]
    public void Blocks_are_cut_to_their_length()
    {
        Cidr.TryParse("1.2.3.4/0", out var all).Should().BeTrue();
        (all.ToString(), all.Size).Should().Be(("0.0.0.0/0", 4_294_967_296));
        Cidr.TryParse("172.31.255.255/20", out var cut).Should().BeTrue();
        (cut.ToString(), cut.Size, cut.Address(257)).Should().Be(("172.31.240.0/20", 4096, "172.31.241.1"));
    }
}
