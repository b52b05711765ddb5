using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.LoadBalancing.Classic;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elb;

namespace Workbook.Orchestration.Tests.LoadBalancing;

/// <summary>Classic load balancers: made, changed and taken away, without traffic.</summary>
public class ClassicTests
{
    private static readonly Listener Http = new() { Protocol = "http", LoadBalancerPort = 80, InstancePort = 8080 };

    private static ClassicLoadBalancer Create(Balancing elb, string name = "old") =>
        elb.Do(world => ClassicLoadBalancers.Create(world, new() { LoadBalancerName = name, Listeners = [Http], AvailabilityZones = ["us-east-1b", "us-east-1a"] }, elb.Now));

    [Test]
    public void One_has_a_health_check_and_attributes_from_the_start()
    {
        var elb = new Balancing();
        var balancer = Create(elb);
        (balancer.HealthCheck.Target, balancer.HealthCheck.HealthyThreshold, balancer.Attributes.ConnectionSettings!.IdleTimeout).Should().Be(("TCP:8080", 10, 60));
        balancer.AvailabilityZones.Should().Equal("us-east-1a", "us-east-1b");
        balancer.Listeners.Should().Equal(new Listener { Protocol = "HTTP", InstanceProtocol = "HTTP", LoadBalancerPort = 80, InstancePort = 8080 });
        Create(elb).Should().Be(balancer);
        elb.Refuses("DuplicateLoadBalancerName", "Load Balancer named old already exists and it is configured with different parameters.",
            world => ClassicLoadBalancers.Create(world, new() { LoadBalancerName = "old", Listeners = [Http], AvailabilityZones = ["us-east-1a"] }, elb.Now));
        elb.Do(world => ClassicLoadBalancers.Delete(world, "old"));
        elb.Do(world => ClassicLoadBalancers.Delete(world, "old"));
        elb.Refuses("LoadBalancerNotFound", "There is no ACTIVE Load Balancer named 'old'", world => ClassicLoadBalancers.Find(world, "old"));
    }

    [Test]
    public void Machines_are_registered_and_in_service_while_they_run()
    {
        var elb = new Balancing();
        Create(elb);
        var id = elb.Do(world => RunInstances.Apply(world, new() { ImageId = Machines.Launching.Image(), InstanceType = "t3.micro", MinCount = 1, MaxCount = 1 }, new string('1', 32), elb.Now)).Single().Id;
        var balancer = elb.Do(world => ClassicLoadBalancers.Register(world, new() { LoadBalancerName = "old", Instances = [new() { InstanceId = id }] }));
        elb.After(TimeSpan.FromSeconds(10));
        ClassicLoadBalancers.StateOf(elb.World, balancer, id).State.Should().Be("InService");
        balancer = elb.Do(world => ClassicLoadBalancers.Deregister(world, new() { LoadBalancerName = "old", Instances = [new() { InstanceId = id }] }));
        ClassicLoadBalancers.StateOf(elb.World, balancer, id).Description.Should().Be("Instance is not currently registered with the LoadBalancer.");
        elb.Refuses("InvalidInstance", "Could not find EC2 instance i-0.", world => ClassicLoadBalancers.Register(world, new() { LoadBalancerName = "old", Instances = [new() { InstanceId = "i-0" }] }));
    }

    [Test]
    public void Listeners_are_added_and_taken_away()
    {
        var elb = new Balancing();
        Create(elb);
        elb.Do(world => ClassicListeners.Create(world, new() { LoadBalancerName = "old", Listeners = [new() { Protocol = "TCP", LoadBalancerPort = 25, InstancePort = 25 }] }));
        elb.World.ClassicLoadBalancers["old"].Listeners.Select(listener => listener.LoadBalancerPort).Should().Equal(25, 80);
        elb.Refuses("DuplicateListener", "A listener already exists for old with LoadBalancerPort 80, but with a different InstancePort, Protocol, or SSLCertificateId",
            world => ClassicListeners.Create(world, new() { LoadBalancerName = "old", Listeners = [Http with { InstancePort = 81 }] }));
        elb.Refuses("UnsupportedProtocol", "Protocol must be one of HTTP, HTTPS, TCP, SSL", world => ClassicListeners.Create(world, new() { LoadBalancerName = "old", Listeners = [Http with { Protocol = "UDP" }] }));
        elb.Do(world => ClassicListeners.Delete(world, new() { LoadBalancerName = "old", LoadBalancerPorts = [25, 26] }));
        elb.World.ClassicLoadBalancers["old"].Listeners.Should().HaveCount(1);
    }

    [TestCase("HTTP:80/health", null)]
    [TestCase("TCP:80", null)]
    [TestCase("UDP:80", "HealthCheck Target must begin with one of HTTP, TCP, HTTPS, SSL")]
    [TestCase("HTTP:80", "HealthCheck HTTP Target must specify a port followed by a path that begins with '/'. e.g. HTTP:80/ping/this/path")]
    [TestCase("TCP:x", "HealthCheck Target must specify a port in the range 1-65535")]
    [TestCase("TCP:80/a", "HealthCheck TCP Target must specify a port only")]
    public void Health_checks(string target, string? message)
    {
        var elb = new Balancing();
        Create(elb);
        World Configure(World world) => ClassicLoadBalancers.ConfigureHealthCheck(
            world, new() { LoadBalancerName = "old", HealthCheck = new() { Target = target, Interval = 30, Timeout = 5, HealthyThreshold = 2, UnhealthyThreshold = 2 } }).World;
        if (message is not null) elb.Refuses("ValidationError", message, Configure);
        else Configure(elb.World).ClassicLoadBalancers["old"].HealthCheck.Target.Should().Be(target);
    }

    [Test]
    public void Attributes_and_tags()
    {
        var elb = new Balancing();
        Create(elb);
        var attributes = elb.Do(world => ClassicAttributes.Modify(world, new() { LoadBalancerName = "old", LoadBalancerAttributes = new() { ConnectionDraining = new() { Enabled = true } } })).Attributes;
        (attributes.ConnectionDraining, attributes.CrossZoneLoadBalancing!.Enabled).Should().Be((new ConnectionDraining { Enabled = true, Timeout = 300 }, false));
        elb.Refuses("LoadBalancerAttributeNotFound", "The attribute 'a' does not exist",
            world => ClassicAttributes.Modify(world, new() { LoadBalancerName = "old", LoadBalancerAttributes = new() { AdditionalAttributes = [new() { Key = "a", Value = "b" }] } }));
        elb.Do(world => ClassicLoadBalancers.Tag(world, new() { LoadBalancerNames = ["old"], Tags = [new() { Key = "a", Value = "1" }, new() { Key = "b" }] }));
        elb.Do(world => ClassicLoadBalancers.Untag(world, new() { LoadBalancerNames = ["old"], Tags = [new() { Key = "a" }] }));
        elb.World.ClassicLoadBalancers["old"].Tags.Should().Equal(new Tag { Key = "b", Value = "" });
    }

    [TestCase("a_b", "LoadBalancer name cannot contain characters that are not letters, or digits or the dash.")]
    [TestCase("a-name-of-thirty-three-characters", "LoadBalancer name cannot be longer than 32 characters")]
    public void Names(string name, string message)
    {
        var elb = new Balancing();
        elb.Refuses("ValidationError", message, _ => Create(elb, name));
        elb.Refuses("ValidationError", "Either AvailabilityZones or SubnetIds must be specified", world => ClassicLoadBalancers.Create(world, new() { LoadBalancerName = "x", Listeners = [Http] }, elb.Now));
        elb.Refuses("ValidationError", "Listeners cannot be empty", world => ClassicLoadBalancers.Create(world, new() { LoadBalancerName = "x", AvailabilityZones = ["us-east-1a"] }, elb.Now));
        elb.Refuses("ValidationError", "Requested AZ(s) mars not valid", world => ClassicLoadBalancers.Create(world, new() { LoadBalancerName = "x", Listeners = [Http], AvailabilityZones = ["mars"] }, elb.Now));
    }
}
