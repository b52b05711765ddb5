using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Machines;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Tasks;

/// <summary>Tasks in the awsvpc network mode are where their subnets are.</summary>
public class SubnetTests
{
    private static readonly ValueList<string> Default = DefaultNetwork.Ensure(new World(Story.Scope)).Ec2<Ec2Subnet>(EntityKind.Subnet).Select(subnet => subnet.Id).ToValueList();

    private static NetworkConfiguration In(params ValueList<string> subnets) => new() { AwsvpcConfiguration = new() { Subnets = subnets } };

    private static IEnumerable<int> CountsByZone(IEnumerable<EcsTask> tasks) => tasks.CountBy(task => task.AvailabilityZone).Select(zone => zone.Value).Order();

    [TestCase(true)]
    [TestCase(false)]
    public void A_task_is_in_the_zone_of_its_subnet_whether_the_default_network_is_kept_yet_or_not(bool isKept)
    {
        var story = new Story();
        if (isKept) story.Change(DefaultNetwork.Ensure);
        story.Register(Requests.Fargate());
        foreach (var subnet in Default)
        {
            story.Run(new RunTaskRequest { TaskDefinition = "demo", LaunchType = LaunchType.Fargate, NetworkConfiguration = In(subnet) });
            story.Task.AvailabilityZone.Should().Be(Subnets.ZoneOf(story.World, subnet));
        }
        story.World.Tasks.Values.Select(task => task.AvailabilityZone).Should().BeEquivalentTo("us-east-1a", "us-east-1b", "us-east-1c");
    }

    [Test]
    public void RunTask_spreads_over_the_zones_of_its_subnets()
    {
        var story = new Story();
        story.Register(Requests.Fargate());

        story.Launch(new() { TaskDefinition = "demo", Count = 7, LaunchType = LaunchType.Fargate, NetworkConfiguration = In(Default) });

        CountsByZone(story.World.Tasks.Values).Should().Equal(2, 2, 3);
        story.World.Tasks.Values.Should().OnlyContain(task => task.AvailabilityZone == Subnets.ZoneOf(story.World, task.Network!.SubnetId));
    }

    [Test]
    public void A_service_on_Fargate_keeps_its_zones_balanced()
    {
        var story = new ServiceStory();
        story.Define();
        story.Create(ServiceStory.Request with { DesiredCount = 6, NetworkConfiguration = In(Default) });
        story.Settle();
        CountsByZone(story.Tasks).Should().Equal(2, 2, 2);

        foreach (var task in story.Tasks.Where(task => task.AvailabilityZone == "us-east-1b").ToList()) story.Exit(task);
        story.Settle();
        CountsByZone(story.Tasks).Should().Equal(2, 2, 2);

        story.Scale(8);
        story.Settle();
        CountsByZone(story.Tasks).Should().Equal(2, 3, 3);
    }

    [Test]
    public void On_a_machine_a_task_gets_the_subnet_of_the_machines_zone()
    {
        var story = new Story();
        var machine = story.Launch(new Shapes.Ec2.RunInstancesRequest { ImageId = Launching.Image(), InstanceType = "t3.medium", UserData = Launching.Joining("default"), Placement = new() { AvailabilityZone = "us-east-1c" } });
        story.Pass(TimeSpan.FromSeconds(30));
        story.Register(Requests.Awsvpc());

        story.Launch(new() { TaskDefinition = "demo", Count = 3, NetworkConfiguration = In(Default) }).Failures.Should().BeEmpty();

        story.World.Tasks.Values.Should().HaveCount(3).And.OnlyContain(task => task.Network!.SubnetId == machine.SubnetId && task.AvailabilityZone == "us-east-1c");
    }

    [Test]
    public void A_task_that_waited_for_room_gets_the_subnet_of_the_machine_that_came()
    {
        var story = AutoScaling.GroupTests.WithGroup(new() { DesiredCapacity = 0 });
        story.Change(world => ProviderRules.Create(world, new() { Name = "own", AutoScalingGroupProvider = new() { AutoScalingGroupArn = "group", ManagedScaling = new() { Status = "ENABLED" } } }).World);
        story.Change(world => ClusterRules.PutCapacityProviders(world, new() { Cluster = "default", CapacityProviders = ["own"], DefaultCapacityProviderStrategy = [new() { CapacityProvider = "own", Weight = 1 }] }).World);
        // Two to a machine of 3885 MiB, and there is none: three machines, one in each zone.
        story.Register(Requests.Awsvpc(Requests.App with { Memory = 1900 }));
        story.Launch(new() { TaskDefinition = "demo", Count = 6, NetworkConfiguration = In(Default) }).Tasks.Should().HaveCount(6);

        story.Pass(TimeSpan.FromMinutes(2));

        CountsByZone(story.World.Tasks.Values).Should().Equal(2, 2, 2);
        story.World.Tasks.Values.Should().OnlyContain(task => task.AvailabilityZone == Subnets.ZoneOf(story.World, task.Network!.SubnetId));
    }

    [Test]
    public void A_subnet_that_does_not_exist_is_always_in_the_same_zone()
    {
        var story = new Story();
        story.Register(Requests.Fargate());

        story.Launch(new() { TaskDefinition = "demo", Count = 10, LaunchType = LaunchType.Fargate, NetworkConfiguration = In("subnet-0a1b2c3d") });

        story.World.Tasks.Values.Select(task => task.AvailabilityZone).Distinct().Should().ContainSingle();
    }

    [Test]
    public void A_tasks_interface_takes_room_in_its_subnet_until_the_task_is_STOPPED()
    {
        var story = new Story();
        story.Change(DefaultNetwork.Ensure);
        story.Register(Requests.Fargate());
        story.Run(new RunTaskRequest { TaskDefinition = "demo", LaunchType = LaunchType.Fargate, NetworkConfiguration = In(Default[0]) });
        var subnet = Subnets.Find(story.World, Default[0]);
        // A /20 has 4096 addresses, and AWS keeps 5 of them.
        Subnets.Available(story.World, subnet).Should().Be(4091);
        story.Provisioned();
        Subnets.Available(story.World, subnet).Should().Be(4090);
        NetworkInterfaces.In(story.World, subnet.Id).Should().Equal(NetworkInterfaces.All(story.World));

        story.Stop();
        story.Settle();
        story.Task.LastStatus.Should().Be(EcsTaskStatus.Stopped);
        Subnets.Available(story.World, subnet).Should().Be(4091);
    }
}
