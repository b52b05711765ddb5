using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Machines;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Capacity;

/// <summary>
/// When managed scaling decides and when it leaves a group alone. Machines are t3.medium, of which three tasks fill one.
/// </summary>
public class ScalingDecisionTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static RunTaskRequest OnOwn { get; } = new() { TaskDefinition = "web", CapacityProviderStrategy = [new() { CapacityProvider = "own" }] };

    private static Fleet Provided(string image = "al2023-ami-ecs-hvm")
    {
        var fleet = new Fleet();
        fleet.Define();
        fleet.Story.Change(world => world.Put(new LaunchConfigurationState("lc", new()
        {
            LaunchConfigurationName = "lc",
            ImageId = Launching.Image(image),
            InstanceType = "t3.medium",
            UserData = Launching.Joining("default"),
        })));
        var group = fleet.Story.Change(world => AutoScalingGroups.Create(DefaultNetwork.Ensure(world), new()
        {
            AutoScalingGroupName = "workers",
            LaunchConfigurationName = "lc",
            MinSize = 0,
            MaxSize = 10,
            AvailabilityZones = ["us-east-1a"],
        }, "0aa5f2a6-4f2b-4a55-a9f2-0d2f31b1d1a1", fleet.Story.Now));
        fleet.Story.Change(world => ProviderRules.Create(world, new()
        {
            Name = "own",
            AutoScalingGroupProvider = new() { AutoScalingGroupArn = group.Arn(world.Scope), ManagedScaling = new() { Status = "ENABLED" }, ManagedDraining = "DISABLED" },
        }).World);
        fleet.Story.Change(world => ClusterRules.PutCapacityProviders(world, new() { Cluster = "default", CapacityProviders = ["own"], DefaultCapacityProviderStrategy = [] }).World);
        fleet.Story.Plan();
        return fleet;
    }

    private static ValueList<EcsTask> Run(Fleet fleet, int count = 1)
    {
        var tasks = fleet.Story.Launch(OnOwn with { Count = count }).Tasks;
        fleet.Pass(TimeSpan.Zero);
        return tasks.ToValueList();
    }

    private static int Desired(Fleet fleet) => fleet.Story.World.AutoScalingGroups["workers"].DesiredCapacity;

    private static void Manage(Fleet fleet, string status) => fleet.Story.Change(world => ProviderRules.Update(world, new()
    {
        Name = "own",
        AutoScalingGroupProvider = new() { ManagedScaling = new() { Status = status } },
    }));

    [Test]
    public void It_decides_at_whole_minutes()
    {
        var fleet = Provided();
        fleet.Pass(TimeSpan.FromSeconds(20));
        Run(fleet);
        fleet.Pass(TimeSpan.FromSeconds(39));
        Desired(fleet).Should().Be(0);
        fleet.Pass(TimeSpan.FromSeconds(1));
        Desired(fleet).Should().Be(2);
    }

    [Test]
    public void A_second_wave_brings_only_what_is_missing()
    {
        var fleet = Provided();
        Run(fleet, 6);
        fleet.Pass(2 * Minute);
        Desired(fleet).Should().Be(2);
        Run(fleet, 6);
        fleet.Pass(2 * Minute);
        Desired(fleet).Should().Be(4);
        fleet.Active.Should().HaveCount(12).And.OnlyContain(task => task.LastStatus == EcsTaskStatus.Running);
    }

    [Test]
    public void Machines_that_never_join_do_not_make_the_group_grow_on_and_on()
    {
        var fleet = Provided("al2023-ami-2023");
        Run(fleet);
        fleet.Pass(10 * Minute);
        Desired(fleet).Should().Be(2);
        fleet.Story.World.Providers["own"].DecideAt.Should().BeNull("there is nothing to decide until something changes");
    }

    [Test]
    public void Who_has_waited_longest_gets_the_room()
    {
        var fleet = Provided();
        fleet.Story.Change(world => AutoScalingGroups.Update(world, new() { AutoScalingGroupName = "workers", MaxSize = 1 }, fleet.Story.Now));
        var first = Run(fleet, 3);
        fleet.Pass(TimeSpan.FromSeconds(1));
        Run(fleet, 3);
        fleet.Pass(2 * Minute);
        fleet.Active.Where(task => task.LastStatus == EcsTaskStatus.Running).Select(task => task.Id).Should().BeEquivalentTo(first.Select(task => task.Id));
    }

    [Test]
    public void Once_nothing_manages_it_a_group_keeps_its_size()
    {
        var fleet = Provided();
        Run(fleet);
        fleet.Story.World.Providers["own"].DecideAt.Should().NotBeNull();
        Manage(fleet, "DISABLED");
        fleet.Story.Plan();
        fleet.Story.World.Providers["own"].DecideAt.Should().BeNull();
        fleet.Pass(5 * Minute);
        Desired(fleet).Should().Be(0);

        Manage(fleet, "ENABLED");
        fleet.Pass(2 * Minute);
        Desired(fleet).Should().Be(2);
        Manage(fleet, "DISABLED");
        fleet.Pass(60 * Minute);
        Desired(fleet).Should().Be(2);
    }

    [Test]
    public void Five_hundred_tasks_of_a_cluster_may_wait()
    {
        var fleet = Provided();
        fleet.Story.Change(world => AutoScalingGroups.Update(world, new() { AutoScalingGroupName = "workers", MaxSize = 0 }, fleet.Story.Now));
        for (var call = 0; call < 50; call++) fleet.Story.Launch(OnOwn with { Count = 10 }).Tasks.Should().HaveCount(10);
        var result = fleet.Story.Launch(OnOwn);
        (result.Tasks.Count, result.Failures.Count).Should().Be((0, 1));
    }
}
