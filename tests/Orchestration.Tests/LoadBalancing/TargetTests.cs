using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.History;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.Tests.LoadBalancing;

/// <summary>Targets: what may be one, and how they do.</summary>
public class TargetTests
{
    [Test]
    public void A_target_is_unused_then_initial_then_healthy_then_drains_and_is_forgotten()
    {
        var elb = new Balancing();
        var group = elb.Group();
        elb.Register(group, "172.31.0.9");
        elb.HealthOf(group).Should().Be(("unused", "Target.NotInUse"));
        elb.Listener(elb.Balancer(), Balancing.To(group));
        elb.HealthOf(group).Should().Be(("initial", "Elb.RegistrationInProgress"));
        var target = elb.World.Targets.Values.Single();
        elb.Do(world => Reducer.Apply(world, new TargetHealthChanged(target.Key, target.RegisteredAt, "healthy", null, null), elb.Now));
        elb.HealthOf(group).Should().Be(("healthy", null));
        var explained = Explanation.Of(elb.World, Balancing.Arn(group))!;
        (explained.Status, explained.Chain[^1].What).Should().Be(("1 targets: 1 healthy", "target 172.31.0.9:80 is healthy"));
        elb.Do(world => Targets.Deregister(world, new() { TargetGroupArn = Balancing.Arn(group), Targets = [new() { Id = "172.31.0.9" }] }, elb.Now));
        elb.HealthOf(group).Should().Be(("draining", "Target.DeregistrationInProgress"));
        elb.After(TimeSpan.FromSeconds(300));
        elb.World.Targets.Should().BeEmpty();
        Targets.Describe(elb.World, new() { TargetGroupArn = Balancing.Arn(group), Targets = [new() { Id = "172.31.0.9" }] }).Single().TargetHealth!.Reason.Should().Be("Target.NotRegistered");
    }

    [Test]
    public void A_target_in_a_zone_that_the_load_balancer_does_not_serve_is_unused()
    {
        var elb = new Balancing();
        var group = elb.Group();
        var balancer = elb.Do(world => LoadBalancers.Create(world, new() { Name = "web", Subnets = elb.Subnets.Take(2).ToValueList() }, elb.NextId(), elb.Now));
        elb.Listener(balancer, Balancing.To(group));
        elb.Register(group, "172.31.40.1");
        var shown = Targets.Describe(elb.World, new() { TargetGroupArn = Balancing.Arn(group) }).Single();
        (shown.Target!.AvailabilityZone, shown.TargetHealth!.State, shown.TargetHealth.Description).Should().Be(("us-east-1c", "unused", "Target is in an Availability Zone that is not enabled for the load balancer"));
    }

    [TestCase("172.31.0.9", null, null)]
    [TestCase("172.31.0.9", "us-east-1a", null)]
    [TestCase("172.31.0.9", "all", "The IP address '172.31.0.9' is within the VPC, and cannot have its Availability Zone overridden to 'all' from 'us-east-1a'")]
    [TestCase("127.0.0.1", null, null)]
    [TestCase("10.1.2.3", "all", null)]
    [TestCase("10.1.2.3", null, "The Availability Zone is required for IP address '10.1.2.3' because it is not in the VPC")]
    [TestCase("10.1.2.3", "us-east-1a", "The Availability Zone for IP address '10.1.2.3' must be 'all' for Application Load Balancer target groups, when not within the VPC")]
    [TestCase("10.1.2.3", "mars", "The Availability Zone 'mars' is not valid")]
    [TestCase("8.8.8.8", "all", "The IP address '8.8.8.8' must be in the VPC of the target group or in one of the ranges 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12 and 192.168.0.0/16")]
    [TestCase("010.0.0.1", "all", "The IP address '010.0.0.1' is not a valid IPv4 address")]
    [TestCase("::1", "all", "The IP address '::1' is not a valid IPv4 address")]
    [TestCase("i-0123456789abcdef0", null, "The IP address 'i-0123456789abcdef0' is not a valid IPv4 address")]
    public void Addresses(string id, string? zone, string? refused)
    {
        var elb = new Balancing();
        var group = elb.Group();
        World Register(World world) => Targets.Register(world, new() { TargetGroupArn = Balancing.Arn(group), Targets = [new() { Id = id, AvailabilityZone = zone }] }, elb.Now);
        if (refused is not null) elb.Refuses("ValidationError", refused, Register);
        else Register(elb.World).Targets.Should().ContainSingle();
    }

    [Test]
    public void Targets_outside_the_network_belong_to_a_zone_when_requests_must_not_cross_zones()
    {
        var elb = new Balancing();
        var (group, other) = (elb.Group(), elb.Group("other"));
        World Register(World world, string zone) => Targets.Register(world, new() { TargetGroupArn = Balancing.Arn(group), Targets = [new() { Id = "10.1.2.3", AvailabilityZone = zone }] }, elb.Now);
        (World, ElbTargetGroup) TurnOff(World world, ElbTargetGroup which) =>
            TargetGroupAttributes.Modify(world, new() { TargetGroupArn = Balancing.Arn(which), Attributes = [new() { Key = "load_balancing.cross_zone.enabled", Value = "false" }] });

        elb.Do(world => TurnOff(world, group));
        elb.Refuses("ValidationError", "The Availability Zone for IP address '10.1.2.3' cannot be 'all' while cross-zone load balancing is off", world => Register(world, "all"));
        Register(elb.World, "us-east-1b").Targets.Values.Should().ContainSingle().Which.AvailabilityZone.Should().Be("us-east-1b");

        elb.Do(world => Targets.Register(world, new() { TargetGroupArn = Balancing.Arn(other), Targets = [new() { Id = "10.1.2.3", AvailabilityZone = "all" }] }, elb.Now));
        elb.Refuses("InvalidConfigurationRequest", "Cross-zone load balancing cannot be turned off while targets are registered with Availability Zone 'all'", world => TurnOff(world, other));
    }

    [Test]
    public void Machines_must_run_in_the_groups_network()
    {
        var elb = new Balancing();
        var group = elb.Group(targetType: "instance");
        var machine = elb.Do(world => RunInstances.Apply(world, new() { ImageId = Machines.Launching.Image(), InstanceType = "t3.micro", MinCount = 1, MaxCount = 1 }, new string('1', 32), elb.Now)).Single();
        elb.Refuses("InvalidTarget", "The following targets are not valid instances: 'i-0'", world => Targets.Register(world, new() { TargetGroupArn = Balancing.Arn(group), Targets = [new() { Id = "i-0" }] }, elb.Now));
        elb.Refuses("ValidationError", "An Availability Zone cannot be specified for targets of target groups with target type 'instance'",
            world => Targets.Register(world, new() { TargetGroupArn = Balancing.Arn(group), Targets = [new() { Id = machine.Id, AvailabilityZone = "all" }] }, elb.Now));
        elb.Listener(elb.Balancer(), Balancing.To(group));
        elb.Register(group, machine.Id);
        elb.HealthOf(group).Should().Be(("unused", "Target.InvalidState"), "it is still pending");
        elb.After(TimeSpan.FromSeconds(10));
        elb.HealthOf(group).Should().Be(("initial", "Elb.RegistrationInProgress"));
        elb.Do(world => world.Put(world.FindEc2<Ec2Instance>(machine.Id)! with { Status = Ec2InstanceStatus.Stopped }));
        elb.HealthOf(group).Should().Be(("unused", "Target.InvalidState"));
        elb.Refuses("InvalidTarget", $"The following targets are not in a running state and cannot be registered: '{machine.Id}'",
            world => Targets.Register(world, new() { TargetGroupArn = Balancing.Arn(group), Targets = [new() { Id = machine.Id, Port = 81 }] }, elb.Now));
    }

    [Test]
    public void An_application_load_balancer_is_a_target_of_a_network_load_balancer()
    {
        var elb = new Balancing();
        var (inner, group) = (elb.Balancer("inner"), elb.Group(protocol: "TCP", targetType: "alb"));
        var arn = Balancing.Arn(inner);
        elb.Refuses("InvalidTarget", $"Application Load Balancer '{arn}' must have at least one listener with the port of the target group, '80'",
            world => Targets.Register(world, new() { TargetGroupArn = Balancing.Arn(group), Targets = [new() { Id = arn }] }, elb.Now));
        var listener = elb.Listener(inner, Balancing.Hello);
        elb.Register(group, arn);
        elb.Listener(elb.Balancer("outer", "network"), Balancing.To(group), "TCP");
        elb.HealthOf(group).State.Should().Be("initial");
        elb.Refuses("ResourceInUse", $"Load balancer '{arn}' cannot be deleted because it is currently associated with another service", world => LoadBalancers.Delete(world, arn));
        elb.Refuses("ResourceInUse", $"Listener '{Balancing.Arn(listener)}' cannot be deleted because it is in use by target group '{Balancing.Arn(group)}'", world => Listeners.Delete(world, Balancing.Arn(listener)));
    }
}
