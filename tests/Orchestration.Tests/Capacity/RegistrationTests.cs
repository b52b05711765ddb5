using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Capacity;

/// <summary>What an update or a second registration changes, and what it leaves as it was.</summary>
public class RegistrationTests
{
    private Story _story = null!;

    [SetUp]
    public void Begin() => _story = new();

    private Instance Now(Instance instance) => _story.World.ContainerInstances[instance.Id];

    private Instance RegisterAgain(Instance instance, VersionInfo? version = null, params ValueList<Shapes.Ecs.Attribute> attributes) => _story.Change(world => InstanceRules.Register(world, new()
    {
        ContainerInstanceArn = instance.Id,
        TotalResources = [new() { Name = "CPU", IntegerValue = 2048 }, new() { Name = "MEMORY", IntegerValue = 4096 }],
        VersionInfo = version,
        Attributes = attributes,
    }, _story.NextId(), "i-0123456789abcdef0", _story.Now));

    private void Connected(Instance instance, bool isConnected) => _story.Change(world => Reducer.Apply(world, new NoteAgent(instance.Id, isConnected, "The test says so."), _story.Now));

    [Test]
    public void An_agent_that_registers_again_replaces_its_attributes_and_keeps_the_rest()
    {
        var instance = _story.AddInstance(attributes: [new() { Name = "stack", Value = "blue" }, new() { Name = "rack", Value = "7" }]);
        var again = RegisterAgain(instance, new() { AgentVersion = "1.90.0" }, new Shapes.Ecs.Attribute { Name = "stack", Value = "green" });
        string? Of(string name) => again.Attributes.Single(attribute => attribute.Name == name).Value;
        (Of("stack"), Of("rack"), Of("ecs.os-type")).Should().Be(("green", "7", "linux"));
        (again.Version, again.VersionInfo!.AgentVersion).Should().Be((instance.Version + 1, "1.90.0"));
        RegisterAgain(instance).VersionInfo!.AgentVersion.Should().Be("1.90.0", "it says nothing new");
        RegisterAgain(instance, new() { AgentVersion = "1.91.0" }).VersionInfo!.AgentVersion.Should().Be("1.91.0");
    }

    [Test]
    public void An_agent_is_there_since_it_came_back()
    {
        var instance = _story.AddInstance();
        _story.After(TimeSpan.FromMinutes(1));
        RegisterAgain(instance).AgentSince.Should().Be(instance.AgentSince, "it never was away");
        Connected(instance, false);
        (Now(instance).AgentSince, Now(instance).AgentConnected).Should().Be((_story.Now, false));
        var version = Now(instance).Version;
        _story.After(TimeSpan.FromMinutes(1));
        Connected(instance, false);
        (Now(instance).AgentSince, Now(instance).Version).Should().Be((_story.Now - TimeSpan.FromMinutes(1), version), "it was away already");
        (RegisterAgain(instance).AgentSince, Now(instance).AgentConnected).Should().Be((_story.Now, true));
        Connected(instance, false);
        Now(instance).Version.Should().Be(version + 2);
    }

    [Test]
    public void A_deregistered_instance_is_remembered_for_an_hour_and_its_agent_is_not_heard()
    {
        var instance = _story.AddInstance();
        _story.Change(world => InstanceLoss.Apply(world, Now(instance), TaskStopCode.TerminationNotice, "gone", _story.Now));
        Connected(instance, true);
        (Now(instance).AgentConnected, Now(instance).Status).Should().Be((false, "INACTIVE"));
        _story.After(TimeSpan.FromMinutes(59));
        _story.World.ContainerInstances.Should().ContainKey(instance.Id);
        _story.After(TimeSpan.FromMinutes(1));
        _story.World.ContainerInstances.Should().NotContainKey(instance.Id);
    }

    [Test]
    public void Only_an_active_instance_is_drained()
    {
        var instance = _story.AddInstance();
        void Drain() => _story.Change(world => Reducer.Apply(world, new DrainInstance(instance.Id, "The test says so."), _story.Now));
        Drain();
        (Now(instance).Status, Now(instance).Version).Should().Be(("DRAINING", instance.Version + 1));
        Drain();
        Now(instance).Version.Should().Be(instance.Version + 1);
    }

    [Test]
    public void An_instance_is_named_by_id_or_ARN()
    {
        var instance = _story.AddInstance();
        Instance? Find(string? identifier) => InstanceRules.Find(_story.World, "default", identifier);
        var arn = Arn.ContainerInstance(_story.World.Scope, "default", instance.Id);
        Find(instance.Id).Should().Be(instance);
        Find(arn.ToString()).Should().Be(instance);
        Find((arn with { Type = "task" }).ToString()).Should().BeNull();
        Find((arn with { Scope = arn.Scope with { Region = "eu-west-1" } }).ToString()).Should().BeNull();
        Find(null).Should().BeNull();
        InstanceRules.Find(_story.World, "other", instance.Id).Should().BeNull();
        FluentActions.Invoking(() => InstanceRules.Registered(_story.World, "default", arn.ToString() + "0")).Should().Throw<ApiException>().WithMessage($"Referenced container instance {instance.Id}0 not found.");
        InstanceStates.Update(_story.World, new() { ContainerInstances = ["arn:aws:ecs:us-east-1:1:container-instance/x"], Status = "ACTIVE" }).Failures.Should().ContainSingle().Which.Arn.Should().Be("arn:aws:ecs:us-east-1:1:container-instance/x");
    }

    [Test]
    public void A_provider_keeps_what_an_update_does_not_say()
    {
        _story.Change(world => world.Put(new AutoScalingGroupState("workers", "0aa5f2a6-4f2b-4a55-a9f2-0d2f31b1d1a1", _story.Now) { NewInstancesProtectedFromScaleIn = true }));
        var made = _story.Change(world => ProviderRules.Create(world, new()
        {
            Name = "own",
            AutoScalingGroupProvider = new()
            {
                AutoScalingGroupArn = "workers",
                ManagedDraining = "DISABLED",
                ManagedTerminationProtection = "ENABLED",
                ManagedScaling = new() { Status = "ENABLED", TargetCapacity = 90, MinimumScalingStepSize = 2, MaximumScalingStepSize = 20, InstanceWarmupPeriod = 60 },
            },
        }));
        made.Draining.Should().Be("DISABLED");
        EcsCapacityProvider Update(AutoScalingGroupProviderUpdate change) => _story.Change(world => ProviderRules.Update(world, new() { Name = "own", AutoScalingGroupProvider = change }));
        var same = made with { UpdateStatus = "UPDATE_COMPLETE" };
        Update(new()).Should().Be(same);
        Update(new() { ManagedScaling = new() }).Should().Be(same);
        Update(new() { ManagedScaling = new() { MinimumScalingStepSize = 3, InstanceWarmupPeriod = 70, TargetCapacity = 80, MaximumScalingStepSize = 30 } }).Scaling
            .Should().Be(new ManagedScaling { Status = "ENABLED", TargetCapacity = 80, MinimumScalingStepSize = 3, MaximumScalingStepSize = 30, InstanceWarmupPeriod = 70 });
        Update(new() { ManagedDraining = "ENABLED" }).Draining.Should().Be("ENABLED");
        FluentActions.Invoking(() => Update(new() { ManagedScaling = new() { Status = "DISABLED" } })).Should().Throw<ApiException>()
            .WithMessage("The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, managed scaling must be enabled.");
        Update(new() { ManagedTerminationProtection = "DISABLED", ManagedScaling = new() { Status = "DISABLED" } }).TerminationProtection.Should().Be("DISABLED");
        Update(new() { ManagedScaling = new() }).Scaling.Status.Should().Be("DISABLED", "an update keeps the status, unlike a creation");
    }

    [Test]
    public void An_alarm_resizes_the_group_and_is_named_in_the_cause()
    {
        _story.Change(world => world.Put(new AutoScalingGroupState("workers", "id", _story.Now) { MaxSize = 9, DesiredCapacity = 4 }));
        string Because(int from, int to) => ScalingGroups.Resize(_story.World, "workers", new ScaleGroup("own", from, to, "The test says so."), _story.Now).AutoScalingGroups["workers"].DesiredBecause;
        Because(4, 6).Should().Be("At 2026-01-01T00:00:00Z a monitor alarm TargetTracking-workers-AlarmHigh in state ALARM triggered policy ECSManagedAutoScalingPolicy-own changing the desired capacity from 4 to 6");
        Because(4, 2).Should().Be("At 2026-01-01T00:00:00Z a monitor alarm TargetTracking-workers-AlarmLow in state ALARM triggered policy ECSManagedAutoScalingPolicy-own changing the desired capacity from 4 to 2");
    }

    [Test]
    public void The_hook_of_managed_draining_holds_for_48_hours()
    {
        var own = new Shapes.AutoScaling.LifecycleHook { LifecycleHookName = "own" };
        _story.Change(world => world.Put(new AutoScalingGroupState("workers", "id", _story.Now) { Hooks = [own] }));
        _story.Change(world => ScalingGroups.SetHook(world, "workers", isOn: true));
        _story.World.AutoScalingGroups["workers"].Hooks.Should().Equal(own, new Shapes.AutoScaling.LifecycleHook
        {
            LifecycleHookName = "ecs-managed-draining-termination-hook",
            AutoScalingGroupName = "workers",
            LifecycleTransition = "autoscaling:EC2_INSTANCE_TERMINATING",
            HeartbeatTimeout = 172_800,
            GlobalTimeout = 172_800,
            DefaultResult = "CONTINUE",
        });
        ScalingGroups.HasHook(_story.World, "workers").Should().BeTrue();
        _story.Change(world => ScalingGroups.SetHook(world, "workers", isOn: false));
        _story.World.AutoScalingGroups["workers"].Hooks.Should().Equal(own);
    }

    [Test]
    public void A_cluster_keeps_what_an_update_does_not_say()
    {
        ClusterState Update(UpdateClusterRequest request) => _story.Change(world => ClusterRules.Update(world, request));
        ClusterConfiguration configuration = new() { ExecuteCommandConfiguration = new() { Logging = "NONE" } };
        Update(new() { Cluster = "default", Configuration = configuration, ServiceConnectDefaults = new() { Namespace = "one" } });
        var same = Update(new() { Cluster = "default" });
        (same.Configuration, same.ServiceConnectDefaults!.Namespace).Should().Be((configuration, "one"));
        var other = Update(new() { Cluster = "default", Configuration = new(), ServiceConnectDefaults = new() { Namespace = "two" } });
        (other.Configuration, other.ServiceConnectDefaults!.Namespace).Should().Be((new ClusterConfiguration(), "two"));
    }

    [Test]
    public void A_cluster_counts_its_tasks_by_launch_type()
    {
        var tally = new ClusterTally { Ec2 = new(1, 2, 4), Fargate = new(10, 20, 40), External = new(100, 200, 400) };
        (tally.Running, tally.Pending, tally.Active).Should().Be((111, 222, 444));
    }
}
