using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.History;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.Tests.LoadBalancing;

/// <summary>Load balancers: where they can be, when they are active, and what keeps them.</summary>
public class LoadBalancerTests
{
    private const string Missing = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/gone/0123456789abcdef";

    [Test]
    public void One_is_set_up_for_five_seconds_and_tells_so()
    {
        var elb = new Balancing();
        var balancer = elb.Balancer();
        balancer.State.Should().Be("provisioning");
        balancer.SecurityGroups.Should().ContainSingle("an Application Load Balancer has the default group");
        elb.After(TimeSpan.FromSeconds(4));
        elb.World.LoadBalancers[balancer.Key].State.Should().Be("provisioning");
        elb.After(TimeSpan.FromSeconds(1));
        elb.World.LoadBalancers[balancer.Key].State.Should().Be("active");
        var explained = Explanation.Of(elb.World, Balancing.Arn(balancer))!;
        explained.Status.Should().Be("active, application, internet-facing");
        explained.Chain.Select(entry => entry.What).Should().Equal("created in us-east-1a, us-east-1b, us-east-1c", "activate load balancer");
    }

    [Test]
    public void Creating_it_again_with_the_same_settings_gives_the_same_one()
    {
        var elb = new Balancing();
        var first = elb.Balancer();
        elb.After(TimeSpan.FromMinutes(1));
        elb.Balancer().Key.Should().Be(first.Key);
        elb.World.LoadBalancers.Should().HaveCount(1);
        elb.Refuses("DuplicateLoadBalancerName", "A load balancer with the same name 'web' exists, but with different settings",
            world => LoadBalancers.Create(world, new() { Name = "web", Subnets = elb.Subnets, Scheme = "internal" }, elb.NextId(), elb.Now));
    }

    [TestCase("", "ValidationError", "A load balancer name must be specified")]
    [TestCase("a-name-of-thirty-three-characters", "ValidationError", "The load balancer name 'a-name-of-thirty-three-characters' cannot be longer than '32' characters")]
    [TestCase("a_b", "ValidationError", "1 validation error detected: Value 'a_b' at 'loadBalancerName' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^-)(?!.*-$)^[A-Za-z0-9-]+$")]
    [TestCase("internal-web", "ValidationError", "The load balancer name cannot begin with 'internal-'")]
    public void Names_that_are_refused(string name, string code, string message)
    {
        var elb = new Balancing();
        elb.Refuses(code, message, world => LoadBalancers.Create(world, new() { Name = name, Subnets = elb.Subnets }, elb.NextId(), elb.Now));
    }

    [Test]
    public void An_application_load_balancer_needs_two_zones_and_a_network_load_balancer_one()
    {
        var elb = new Balancing();
        var subnets = elb.Subnets;
        elb.Refuses("ValidationError", "At least two subnets in two different Availability Zones must be specified",
            world => LoadBalancers.Create(world, new() { Name = "web", Subnets = [subnets[0]] }, elb.NextId(), elb.Now));
        elb.Refuses("ValidationError", "At least one subnet must be specified", world => LoadBalancers.Create(world, new() { Name = "net", Type = "network" }, elb.NextId(), elb.Now));
        var net = elb.Do(world => LoadBalancers.Create(world, new() { Name = "net", Type = "network", Subnets = [subnets[0]] }, elb.NextId(), elb.Now));
        (net.Key.Split('/')[0], net.SecurityGroups.Count).Should().Be(("net", 0));
        elb.Refuses("SubnetNotFound", "The subnet ID 'subnet-0123456789abcdef0' does not exist",
            world => LoadBalancers.Create(world, new() { Name = "web", Subnets = [subnets[0], "subnet-0123456789abcdef0"] }, elb.NextId(), elb.Now));
        elb.Refuses("InvalidSubnet", "The subnet ID 'a b' is not valid", world => LoadBalancers.Create(world, new() { Name = "web", Subnets = ["a b"] }, elb.NextId(), elb.Now));
        elb.Refuses("InvalidConfigurationRequest", "One or more security groups are invalid",
            world => LoadBalancers.Create(world, new() { Name = "web", Subnets = subnets, SecurityGroups = ["sg-0"] }, elb.NextId(), elb.Now));
    }

    [Test]
    public void A_network_that_nobody_can_reach_needs_the_internal_scheme()
    {
        var elb = new Balancing();
        var vpc = elb.Do(world => Vpcs.Create(world, new() { CidrBlock = "10.0.0.0/16" }, new string('1', 32)));
        var subnet = elb.Do(world => Subnets.Create(world, new() { VpcId = vpc.Id, CidrBlock = "10.0.1.0/24", AvailabilityZone = "us-east-1a" }, new string('2', 32)));
        var small = elb.Do(world => Subnets.Create(world, new() { VpcId = vpc.Id, CidrBlock = "10.0.2.0/28", AvailabilityZone = "us-east-1a" }, new string('3', 32)));
        elb.Refuses("InvalidSubnet", $"VPC {vpc.Id} has no internet gateway", world => LoadBalancers.Create(world, new() { Name = "net", Type = "network", Subnets = [subnet.Id] }, elb.NextId(), elb.Now));
        elb.Refuses("InvalidConfigurationRequest", "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
            world => LoadBalancers.Create(world, new() { Name = "net", Type = "network", Scheme = "internal", Subnets = [subnet.Id, small.Id] }, elb.NextId(), elb.Now));
        var balancer = elb.Do(world => LoadBalancers.Create(world, new() { Name = "net", Type = "network", Scheme = "internal", Subnets = [subnet.Id] }, elb.NextId(), elb.Now));
        balancer.DnsName(Story.Scope).Should().Be("internal-net.us-east-1.elb.localhost");
        elb.Refuses("InvalidConfigurationRequest", $"All subnets must belong to the same VPC: '{vpc.Id}'", world => LoadBalancers.SetSubnets(world, new() { LoadBalancerArn = Balancing.Arn(balancer), Subnets = [elb.Subnets[0]] }, elb.Now));
    }

    [Test]
    public void Zones_and_security_groups_can_be_changed()
    {
        var elb = new Balancing();
        var balancer = elb.Balancer();
        var group = elb.Do(world => SecurityGroups.Create(world, new() { GroupName = "web", Description = "web" }, new string('1', 32)));
        elb.Do(world => LoadBalancers.SetSubnets(world, new() { LoadBalancerArn = Balancing.Arn(balancer), Subnets = elb.Subnets.Take(2).ToValueList() }, elb.Now))
            .AvailabilityZones.Select(zone => zone.ZoneName).Should().Equal("us-east-1a", "us-east-1b");
        elb.Do(world => LoadBalancers.SetSecurityGroups(world, new() { LoadBalancerArn = Balancing.Arn(balancer), SecurityGroups = [group.Id] }, elb.Now)).SecurityGroups.Should().Equal(group.Id);
        elb.Refuses("InvalidSubnet", "The subnets have no IPv6 CIDR block, which the IP address type 'dualstack' needs: ECS Workbook has no IPv6 networks. Choose ipv4.",
            world => LoadBalancers.SetIpAddressType(world, new() { LoadBalancerArn = Balancing.Arn(balancer), IpAddressType = "dualstack" }, elb.Now));
        elb.Refuses("LoadBalancerNotFound", $"Load balancer '{Missing}' not found", world => LoadBalancers.SetSubnets(world, new() { LoadBalancerArn = Missing, Subnets = elb.Subnets }, elb.Now));
        elb.Refuses("ValidationError", "'web' is not a valid load balancer ARN", world => LoadBalancers.SetSubnets(world, new() { LoadBalancerArn = "web", Subnets = elb.Subnets }, elb.Now));
    }

    [Test]
    public void Deleting_it_takes_its_listeners_and_rules_along_and_leaves_its_groups()
    {
        var elb = new Balancing();
        var (balancer, group) = (elb.Balancer(), elb.Group());
        var listener = elb.Listener(balancer, Balancing.To(group));
        elb.Rule(listener, 1);
        elb.Do(world => LoadBalancerAttributes.Modify(world, new() { LoadBalancerArn = Balancing.Arn(balancer), Attributes = [new() { Key = "deletion_protection.enabled", Value = "true" }] }));
        elb.Refuses("OperationNotPermitted", $"Load balancer '{Balancing.Arn(balancer)}' cannot be deleted because deletion protection is enabled", world => LoadBalancers.Delete(world, Balancing.Arn(balancer)));
        elb.Do(world => LoadBalancerAttributes.Modify(world, new() { LoadBalancerArn = Balancing.Arn(balancer), Attributes = [new() { Key = "deletion_protection.enabled", Value = "false" }] }));
        elb.Do(world => LoadBalancers.Delete(world, Balancing.Arn(balancer)));
        (elb.World.LoadBalancers.Count, elb.World.Listeners.Count, elb.World.ListenerRules.Count, elb.World.TargetGroups.Count).Should().Be((0, 0, 0, 1));
        elb.World.Histories.Keys.Should().OnlyContain(key => key.StartsWith("TargetGroup", StringComparison.Ordinal));
        elb.Do(world => LoadBalancers.Delete(world, Balancing.Arn(balancer)));
    }

    [Test]
    public void Tags_are_kept_on_everything()
    {
        var elb = new Balancing();
        var balancer = elb.Balancer();
        var listener = elb.Listener(balancer, Balancing.Hello);
        var rule = elb.Rule(listener, 1);
        ValueList<string> arns = [Balancing.Arn(balancer), Balancing.Arn(listener), Balancing.Arn(rule), ElbRule.ArnOf(Story.Scope, $"{listener.Key}/{listener.DefaultRuleId}"), Balancing.Arn(elb.Group())];
        elb.Do(world => ElbTags.Add(world, arns, [new() { Key = "team", Value = "blue" }, new() { Key = "stage" }]));
        elb.Do(world => ElbTags.Remove(world, arns, ["stage"]));
        foreach (var arn in arns) ElbTags.Of(elb.World, arn).Should().Equal(new Tag { Key = "team", Value = "blue" });
        elb.Refuses("DuplicateTagKeys", "Tag key 'a' was specified more than once", world => ElbTags.Add(world, arns, [new() { Key = "a" }, new() { Key = "a" }]));
        elb.Refuses("ValidationError", "Tag keys starting with 'aws:' are reserved for system use", world => ElbTags.Add(world, arns, [new() { Key = "aws:a" }]));
        elb.Refuses("TooManyTags", "The maximum number of tags per resource has been reached: 50", world => ElbTags.Add(world, arns, Enumerable.Range(0, 50).Select(i => new Tag { Key = $"k{i}" }).ToValueList()));
    }
}
