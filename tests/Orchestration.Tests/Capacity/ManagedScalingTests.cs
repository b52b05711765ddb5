using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Machines;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Capacity;

/// <summary>
/// A capacity provider over a group of t3.medium: 2048 CPU units and 3885 MiB, so that three tasks of 512 and 1024 fill one.
/// A machine takes 10 seconds to boot and 20 more until its agent has registered it.
/// </summary>
public class ManagedScalingTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private Fleet _fleet = null!;
    private AutoScalingGroupState _group = null!;

    private AutoScalingGroupState Group => _fleet.Story.World.AutoScalingGroups["workers"];

    private EcsCapacityProvider Provider => _fleet.Story.World.Providers["own"];

    private IEnumerable<Instance> Instances => InstanceRules.In(_fleet.Story.World, "default");

    [SetUp]
    public void AGroupWithoutMachines()
    {
        _fleet = new();
        _fleet.Define();
        _fleet.Story.Change(world => world.Put(new LaunchConfigurationState("lc", new()
        {
            LaunchConfigurationName = "lc",
            ImageId = Launching.Image(),
            InstanceType = "t3.medium",
            UserData = Launching.Joining("default"),
        })));
        _group = _fleet.Story.Change(world => AutoScalingGroups.Create(DefaultNetwork.Ensure(world), new()
        {
            AutoScalingGroupName = "workers",
            LaunchConfigurationName = "lc",
            MinSize = 0,
            MaxSize = 10,
            AvailabilityZones = ["us-east-1a"],
            NewInstancesProtectedFromScaleIn = true,
        }, "0aa5f2a6-4f2b-4a55-a9f2-0d2f31b1d1a1", _fleet.Story.Now));
    }

    private void Provide(ManagedScaling? scaling = null, string protection = "DISABLED", string draining = "ENABLED")
    {
        _fleet.Story.Change(world => ProviderRules.Create(world, new()
        {
            Name = "own",
            AutoScalingGroupProvider = new()
            {
                AutoScalingGroupArn = _group.Arn(world.Scope),
                ManagedScaling = scaling ?? new() { Status = "ENABLED" },
                ManagedTerminationProtection = protection,
                ManagedDraining = draining,
            },
        }).World);
        _fleet.Story.Change(world => ClusterRules.PutCapacityProviders(world, new() { Cluster = "default", CapacityProviders = ["own"], DefaultCapacityProviderStrategy = [] }).World);
        _fleet.Story.Plan();
    }

    private static RunTaskRequest OnOwn => new() { TaskDefinition = "web", CapacityProviderStrategy = [new() { CapacityProvider = "own" }] };

    private LaunchResult Run(RunTaskRequest request)
    {
        var result = _fleet.Story.Launch(request);
        _fleet.Pass(TimeSpan.Zero);
        return result;
    }

    private void StopAll()
    {
        foreach (var task in _fleet.Active.ToList()) _fleet.Story.Change(world => StopTask.Apply(world, new() { Task = task.Id }, _fleet.Story.Now).World);
        _fleet.Pass(TimeSpan.Zero);
    }

    [Test]
    public void A_task_without_room_waits_and_runs_as_soon_as_a_machine_has_joined()
    {
        Provide();
        var task = Run(OnOwn).Tasks.Should().ContainSingle().Subject;
        task.Should().Match<EcsTask>(waiting => waiting.LastStatus == EcsTaskStatus.Provisioning && waiting.ContainerInstanceId == null && waiting.CapacityProviderName == "own");
        Group.DesiredCapacity.Should().Be(0);

        // Nothing there and something needed is a reservation of 200 %, and a group begins with two.
        _fleet.Pass(Minute);
        Group.DesiredCapacity.Should().Be(2);
        Group.DesiredBecause.Should().Contain("triggered policy ECSManagedAutoScalingPolicy-own changing the desired capacity from 0 to 2");
        _fleet.Pass(Minute);
        Instances.Should().HaveCount(2).And.OnlyContain(instance => instance.CapacityProviderName == "own");
        _fleet.Tasks.Should().ContainSingle().Which.LastStatus.Should().Be(EcsTaskStatus.Running);
    }

    [Test]
    public void As_many_machines_as_the_waiting_tasks_fill()
    {
        Provide();
        Run(OnOwn with { Count = 10 });
        _fleet.Pass(Minute);
        // 10 tasks, three to a machine → 4.
        Group.DesiredCapacity.Should().Be(4);
        _fleet.Pass(Minute);
        _fleet.Active.Should().HaveCount(10).And.OnlyContain(task => task.LastStatus == EcsTaskStatus.Running);
        Group.DesiredCapacity.Should().Be(4);
    }

    [Test]
    public void A_service_waits_too_and_steps_are_bounded()
    {
        Provide(new() { Status = "ENABLED", MaximumScalingStepSize = 1 });
        _fleet.Serve("api", 6, request => request with { CapacityProviderStrategy = [new() { CapacityProvider = "own" }] });
        _fleet.Active.Should().HaveCount(6).And.OnlyContain(task => task.LastStatus == EcsTaskStatus.Provisioning);
        _fleet.Pass(Minute);
        Group.DesiredCapacity.Should().Be(1);
        _fleet.Pass(Minute);
        Group.DesiredCapacity.Should().Be(2);
        _fleet.Pass(Minute);
        _fleet.Active.Should().HaveCount(6).And.OnlyContain(task => task.LastStatus == EcsTaskStatus.Running);
        _fleet.Story.World.Services["default/api"].SteadySince.Should().NotBeNull();
    }

    [Test]
    public void A_target_below_100_keeps_spare_machines()
    {
        Provide(new() { Status = "ENABLED", TargetCapacity = 50 });
        Run(OnOwn with { Count = 6, PlacementStrategy = [new() { Type = PlacementStrategyType.Binpack, Field = "memory" }] });
        _fleet.Pass(3 * Minute);
        // Two machines are full: 2 / 50 % → 4.
        Group.DesiredCapacity.Should().Be(4);
        _fleet.Pass(60 * Minute);
        Group.DesiredCapacity.Should().Be(4);
    }

    [Test]
    public void Empty_machines_are_given_back_after_15_minutes_half_of_them_at_a_time()
    {
        Provide();
        Run(OnOwn with { Count = 10 });
        _fleet.Pass(10 * Minute);
        StopAll();
        _fleet.Pass(14 * Minute);
        Group.DesiredCapacity.Should().Be(4);
        _fleet.Pass(2 * Minute);
        Group.DesiredCapacity.Should().Be(2);
        _fleet.Pass(Minute);
        Group.DesiredCapacity.Should().Be(1);
        _fleet.Pass(Minute);
        Group.DesiredCapacity.Should().Be(0);
        _fleet.Pass(60 * Minute);
        _fleet.Story.World.Agenda.NextProgressAt.Should().BeNull("nothing is left to watch");
    }

    [Test]
    public void Work_that_comes_back_in_time_keeps_them()
    {
        Provide();
        Run(OnOwn with { Count = 3 });
        _fleet.Pass(10 * Minute);
        StopAll();
        _fleet.Pass(10 * Minute);
        Run(OnOwn with { Count = 6 });
        _fleet.Pass(60 * Minute);
        Group.DesiredCapacity.Should().Be(2);
        Instances.Should().OnlyContain(instance => instance.OrdinaryTasks == 3);
    }

    [Test]
    public void Who_waits_for_too_long_is_told_why()
    {
        Provide();
        _fleet.Story.Change(world => AutoScalingGroups.Update(world, new() { AutoScalingGroupName = "workers", MaxSize = 0 }, _fleet.Story.Now));
        Run(OnOwn);
        _fleet.Pass(WaitingTasks.Longest);
        _fleet.Tasks.Should().ContainSingle().Which.Should().Match<EcsTask>(task =>
            task.LastStatus == EcsTaskStatus.Stopped && task.StopCode == TaskStopCode.TaskFailedToStart && task.StoppedReason == "EMPTY CAPACITY PROVIDER");
    }

    [Test]
    public void What_no_machine_can_take_brings_none()
    {
        Provide();
        _fleet.Story.Register(Requests.Ec2(Requests.App with { Memory = 100_000 }) with { Family = "huge" });
        Run(OnOwn with { TaskDefinition = "huge" });
        _fleet.Pass(10 * Minute);
        Group.DesiredCapacity.Should().Be(0);
    }

    [Test]
    public void Without_managed_scaling_nobody_waits()
    {
        Provide(new() { Status = "DISABLED" });
        FluentActions.Invoking(() => Run(OnOwn)).Should().Throw<ApiException>().WithMessage("No Container Instances were found in your capacity provider.");
        _fleet.Story.AddInstance();
        Run(OnOwn).Failures.Should().ContainSingle().Which.Should().Be(new Failure { Arn = "arn:aws:ecs:us-east-1:123456789012:capacity-provider/own", Reason = "EMPTY CAPACITY PROVIDER" });
    }

    [Test]
    public void A_waiting_task_can_be_stopped()
    {
        Provide();
        Run(OnOwn);
        StopAll();
        _fleet.Tasks.Should().ContainSingle().Which.LastStatus.Should().Be(EcsTaskStatus.Stopped);
        _fleet.Pass(5 * Minute);
        Group.DesiredCapacity.Should().Be(0);
    }

    [Test]
    public void Only_machines_with_tasks_are_protected()
    {
        Provide(protection: "ENABLED");
        Run(OnOwn);
        _fleet.Pass(2 * Minute);
        var busy = Instances.Single(instance => instance.OrdinaryTasks == 1);
        Group.Members.Where(member => member.IsProtected).Select(member => member.InstanceId).Should().Equal(busy.Ec2InstanceId!);
        _fleet.Pass(30 * Minute);
        Instances.Should().ContainSingle().Which.Id.Should().Be(busy.Id);
        StopAll();
        Group.Members.Should().NotContain(member => member.IsProtected);
    }

    [Test]
    public void A_machine_that_its_group_gives_up_is_drained_first()
    {
        _fleet.Story.Change(world => AutoScalingGroups.Update(world, new() { AutoScalingGroupName = "workers", NewInstancesProtectedFromScaleIn = false }, _fleet.Story.Now));
        Provide();
        _fleet.Serve("api", 3, request => request with { CapacityProviderStrategy = [new() { CapacityProvider = "own" }] });
        _fleet.Pass(3 * Minute);
        var held = Instances.First(instance => instance.OrdinaryTasks > 0);
        _fleet.Story.Change(world => GroupMembers.Terminate(world, held.Ec2InstanceId, decrement: false, _fleet.Story.Now).World);
        _fleet.Story.Plan();
        _fleet.Now(held).Status.Should().Be("DRAINING");
        _fleet.Pass(5 * Minute);
        _fleet.Now(held).Status.Should().Be("INACTIVE");
        _fleet.Active.Should().HaveCount(3).And.OnlyContain(task => task.LastStatus == EcsTaskStatus.Running && task.ContainerInstanceId != held.Id);
        _fleet.Tasks.Where(task => task.ContainerInstanceId == held.Id).Should().OnlyContain(task => task.StopCode == TaskStopCode.ServiceSchedulerInitiated);
    }

    [Test]
    public void A_deleted_provider_lets_go_of_its_group()
    {
        Provide();
        Group.Hooks.Should().ContainSingle();
        Refused("ResourceInUseException", "The specified capacity provider is in use and cannot be removed.", () =>
        {
            Run(OnOwn);
            ClusterRules.PutCapacityProviders(_fleet.Story.World, new() { Cluster = "default", CapacityProviders = [], DefaultCapacityProviderStrategy = [] });
        });
        StopAll();
        Refused("ClientException", "The capacity provider cannot be deleted because it is associated with cluster: default. Remove the capacity provider from the cluster and try again.",
            () => ProviderRules.Delete(_fleet.Story.World, new() { CapacityProvider = "own" }, _fleet.Story.Now));
        _fleet.Story.Change(world => ClusterRules.PutCapacityProviders(world, new() { Cluster = "default", CapacityProviders = [], DefaultCapacityProviderStrategy = [] }).World);
        _fleet.Story.Change(world => ProviderRules.Delete(world, new() { CapacityProvider = "own" }, _fleet.Story.Now).World);
        _fleet.Story.Plan();
        Provider.Status.Should().Be("INACTIVE");
        Group.Hooks.Should().BeEmpty();
        _fleet.Pass(TimeSpan.FromHours(1));
        _fleet.Story.World.Providers.Should().BeEmpty();
    }

    private static void Refused(string code, string message, Action act) =>
        act.Should().Throw<ApiException>().WithMessage(message).Which.Code.Should().Be(code);
}
