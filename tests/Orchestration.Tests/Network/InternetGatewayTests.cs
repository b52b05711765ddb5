using Workbook.Orchestration.Ec2;

namespace Workbook.Orchestration.Tests.Network;

public class InternetGatewayTests
{
    [Test]
    public void A_gateway_is_attached_to_one_VPC_and_a_VPC_has_one_gateway()
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        var gateway = networks.Do(world => InternetGateways.Create(world, new() { TagSpecifications = Networks.Tagged("internet-gateway") }, networks.Seed()));
        gateway.Id.Should().StartWith("igw-");
        gateway.Tags.Should().Equal(Networks.Team);
        networks.Do(world => InternetGateways.Attach(world, gateway.Id, vpc.Id));
        networks.Now(gateway).VpcId.Should().Be(vpc.Id);

        var elsewhere = networks.Vpc();
        networks.Refuses("Resource.AlreadyAssociated", $"resource {gateway.Id} is already attached to network {vpc.Id}", world => InternetGateways.Attach(world, gateway.Id, elsewhere.Id));
        var other = networks.Gateway();
        networks.Refuses("InvalidParameterValue", $"Network {vpc.Id} already has an internet gateway attached", world => InternetGateways.Attach(world, other.Id, vpc.Id));
    }

    [Test]
    public void An_attached_gateway_stays_until_it_is_detached()
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        var gateway = networks.Attached(vpc);
        networks.Refuses("DependencyViolation", $"The internetGateway '{gateway.Id}' has dependencies and cannot be deleted.", world => InternetGateways.Delete(world, gateway.Id));
        var elsewhere = networks.Vpc();
        networks.Refuses("Gateway.NotAttached", $"resource {gateway.Id} is not attached to network {elsewhere.Id}", world => InternetGateways.Detach(world, gateway.Id, elsewhere.Id));
        networks.Do(world => InternetGateways.Detach(world, gateway.Id, vpc.Id));
        networks.Now(gateway).VpcId.Should().BeNull();
        networks.Do(world => InternetGateways.Delete(world, gateway.Id));
        networks.Refuses("InvalidInternetGatewayID.NotFound", $"The internetGateway ID '{gateway.Id}' does not exist", world => InternetGateways.Find(world, gateway.Id));
        networks.Refuses("MissingParameter", "The request must contain the parameter internetGatewayId", world => InternetGateways.Find(world, null));
    }

    [Test]
    public void Public_addresses_keep_it_attached()
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        var subnet = networks.Subnet(vpc);
        var gateway = networks.Attached(vpc);
        networks.Do(world => Subnets.Modify(world, new() { SubnetId = subnet.Id, MapPublicIpOnLaunch = new() { Value = true } }));
        networks.Launch(new() { SubnetId = subnet.Id, MinCount = 1, MaxCount = 1 });
        networks.Refuses("DependencyViolation", $"Network {vpc.Id} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.", world => InternetGateways.Detach(world, gateway.Id, vpc.Id));
    }
}
