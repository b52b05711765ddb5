using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Capacity;

/// <summary>Refusals about container instances, capacity providers, placement and tasks, in ECS's words.</summary>
public class CapacityRefusalTests
{
    private const string Invalid = "InvalidParameterException";

    private Story _story = null!;

    [SetUp]
    public void Nothing() => _story = new();

    private static void Refused(string code, string message, Action action)
    {
        var error = action.Should().Throw<ApiException>().Which;
        (error.Code, error.Message).Should().Be((code, message));
    }

    private Instance Register(params ValueList<Resource> resources) =>
        InstanceRules.Register(_story.World, new() { TotalResources = resources }, _story.NextId(), "i-0123456789abcdef0", _story.Now).Instance;

    private static Resource Whole(string name, int amount) => new() { Name = name, IntegerValue = amount };

    private static Resource Set(string name, params ValueList<string> values) => new() { Name = name, StringSetValue = values };

    [Test]
    public void An_agent_says_what_its_machine_has()
    {
        var (cpu, memory) = (Whole("CPU", 0), Whole("MEMORY", 1));
        Refused(Invalid, "Total resources must name CPU.", () => Register(memory));
        Refused(Invalid, "Total resources must name MEMORY.", () => Register(cpu));
        Refused(Invalid, "Resource name must not be null or empty.", () => Register(cpu, memory, new Resource()));
        Refused(Invalid, "Resource name must not be null or empty.", () => Register(cpu, memory, new Resource { Name = "" }));
        Refused(Invalid, "Total resources name CPU more than once.", () => Register(cpu, memory, cpu));
        Refused(Invalid, "CPU must not be negative.", () => Register(Whole("CPU", -1), memory));
        Refused(Invalid, "GPU can have at most 64 items.", () => Register(cpu, memory, Set("GPU", Enumerable.Range(0, 65).Select(i => $"g{i}").ToValueList())));
        foreach (var port in new[] { "0", "65536", "-1", "http" }) Refused(Invalid, $"'{port}' in PORTS is not a port.", () => Register(cpu, memory, Set("PORTS", port)));

        var instance = Register(cpu, memory, Set("PORTS", "1", "65535", "1"), Set("PORTS_UDP", "53"), Whole("GPU", 2));
        (instance.Registered.Cpu, instance.Registered.Memory, instance.Registered.Gpus).Should().Be((0, 1, 2));
        instance.Registered.TcpPorts.Should().Equal(1, 65535);
        instance.Registered.UdpPorts.Should().Equal(53);
        instance.GpuIds.Should().Equal("gpu-0", "gpu-1");
        Register(cpu, memory, Whole("GPU", 99)).GpuIds.Should().HaveCount(64);
        Register(cpu, memory, Set("GPU", Enumerable.Range(0, 64).Select(i => $"g{i}").ToValueList())).GpuIds.Should().HaveCount(64);
    }

    [Test]
    public void Up_to_ten_instances_change_their_state_at_once()
    {
        UpdateContainerInstancesStateRequest Of(int count) => new() { ContainerInstances = Enumerable.Repeat("x", count).ToValueList(), Status = "DRAINING" };
        Refused(Invalid, "instanceIds can not be empty.", () => InstanceStates.Update(_story.World, Of(0)));
        Refused(Invalid, "instanceIds can not be empty.", () => InstanceStates.Update(_story.World, new() { Status = "DRAINING" }));
        Refused(Invalid, "instanceIds can have at most 10 items.", () => InstanceStates.Update(_story.World, Of(11)));
        Refused(Invalid, "Container instances status should be one of [ACTIVE,DRAINING]", () => InstanceStates.Update(_story.World, Of(1) with { Status = "GONE" }));
        var result = InstanceStates.Update(_story.World, Of(10));
        result.Failures.Should().HaveCount(10).And.OnlyContain(failure => failure.Reason == "MISSING" && failure.Arn == "arn:aws:ecs:us-east-1:123456789012:container-instance/default/x");
    }

    [Test]
    public void An_agent_that_is_away_cannot_be_updated()
    {
        var instance = _story.AddInstance();
        _story.Change(world => world.Put(world.ContainerInstances[instance.Id] with { VersionInfo = new() { AgentVersion = "1.90.0" } }));
        _story.Change(world => Reducer.Apply(world, new NoteAgent(instance.Id, false, "The test says so."), _story.Now));
        Refused("ClientException", "The agent of the container instance is not connected.", () => AgentUpdates.Update(_story.World, new() { ContainerInstance = instance.Id }, _story.Now));
    }

    private static CreateCapacityProviderRequest Own(ManagedScaling? scaling = null) => new() { Name = "own", AutoScalingGroupProvider = new() { AutoScalingGroupArn = "workers", ManagedScaling = scaling } };

    private void Group() => _story.Change(world => world.Put(new AutoScalingGroupState("workers", "0aa5f2a6-4f2b-4a55-a9f2-0d2f31b1d1a1", _story.Now) { MaxSize = 3 }));

    [Test]
    public void A_provider_has_a_group()
    {
        const string message = "The Auto Scaling group provider must be specified. Specify an Auto Scaling group provider and try again.";
        Refused("ClientException", message, () => ProviderRules.Create(_story.World, Own() with { AutoScalingGroupProvider = null }));
        Refused("ClientException", message, () => ProviderRules.Create(_story.World, Own() with { AutoScalingGroupProvider = new() { AutoScalingGroupArn = " " } }));
        Refused("UnsupportedFeatureException", "Capacity providers for Amazon ECS Managed Instances are not supported here.", () => ProviderRules.Update(_story.World, new() { Name = "own", ManagedInstancesProvider = new() }));
    }

    [Test]
    public void Scaling_steps_go_from_small_to_large()
    {
        Group();
        Refused("ClientException", "The minimum scaling step size must not be greater than the maximum scaling step size. Specify valid values and try again.", () => ProviderRules.Create(_story.World, Own(new() { MinimumScalingStepSize = 3, MaximumScalingStepSize = 2 })));
        var provider = ProviderRules.Create(_story.World, Own(new() { MinimumScalingStepSize = 2, MaximumScalingStepSize = 2, TargetCapacity = 50, InstanceWarmupPeriod = 10 })).Provider;
        provider.Scaling.Should().Be(new ManagedScaling { Status = "ENABLED", TargetCapacity = 50, MinimumScalingStepSize = 2, MaximumScalingStepSize = 2, InstanceWarmupPeriod = 10 });
    }

    [Test]
    public void A_provider_is_named_by_name_or_ARN()
    {
        Group();
        var provider = _story.Change(world => ProviderRules.Create(world, Own()));
        ProviderRules.Find(_story.World, "own").Should().Be(provider);
        ProviderRules.Find(_story.World, "arn:aws:ecs:us-east-1:123456789012:capacity-provider/own").Should().Be(provider);
        ProviderRules.Find(_story.World, "arn:aws:ecs:eu-west-1:123456789012:capacity-provider/own").Should().BeNull();
        ProviderRules.Find(_story.World, "arn:aws:ecs:us-east-1:123456789012:cluster/own").Should().BeNull();
        ProviderRules.Find(_story.World, null).Should().BeNull();
        Refused("ClientException", "The specified capacity provider does not exist. Specify a valid name or ARN and try again.", () => ProviderRules.Delete(_story.World, new() { CapacityProvider = "other" }, _story.Now));
        Refused("ClientException", "The specified capacity provider is a reserved capacity provider and cannot be changed. Specify a capacity provider of your own and try again.", () => ProviderRules.Delete(_story.World, new() { CapacityProvider = "FARGATE_SPOT" }, _story.Now));
        _story.Change(world => ClusterRules.PutCapacityProviders(world, new() { Cluster = "default", CapacityProviders = ["own"], DefaultCapacityProviderStrategy = [] }).World);
        Refused("ClientException", "The capacity provider cannot be deleted because it is associated with cluster: default. Remove the capacity provider from the cluster and try again.", () => ProviderRules.Delete(_story.World, new() { CapacityProvider = "own" }, _story.Now));
    }

    [Test]
    public void A_cluster_has_settings_with_names()
    {
        Refused(Invalid, "Setting name must not be null.", () => ClusterRules.Create(_story.World, new() { ClusterName = "c", Settings = [new() { Value = "enabled" }] }));
        Refused(Invalid, "Invalid value for setting containerInsights: 'on'. Valid values are: enabled, disabled, enhanced.", () => ClusterRules.Create(_story.World, new() { ClusterName = "c", Settings = [new() { Name = "containerInsights", Value = "on" }] }));
    }

    [Test]
    public void A_cluster_with_services_stays()
    {
        var story = new ServiceStory();
        story.Define();
        story.Create(desired: 0);
        Refused("ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active.", () => ClusterRules.Delete(story.World, new() { Cluster = "default" }));
    }

    [Test]
    public void Placement_has_rules()
    {
        PlacementConstraint distinct = new() { Type = "distinctInstance" };
        PlacementConstraint member = new() { Type = "memberOf", Expression = "attribute:a exists" };
        PlacementStrategy random = new() { Type = "random" };
        void Constraints(string message, params ValueList<PlacementConstraint> constraints) => Refused(Invalid, message, () => PlacementRules.Check(constraints, []));
        void Strategies(string message, params ValueList<PlacementStrategy> strategies) => Refused(Invalid, message, () => PlacementRules.Check([], strategies));
        Constraints("placement constraints can have at most 10 items.", [.. Enumerable.Repeat(member, 11)]);
        Constraints("placement constraints can have at most one distinctInstance constraint.", distinct, distinct);
        Constraints("distinctInstance expression should not be specified.", distinct with { Expression = "x" });
        Constraints("memberOf expression should not be null or empty.", member with { Expression = " " });
        Constraints("Invalid placement constraint type 'near'. Must be one of [distinctInstance, memberOf]", new PlacementConstraint { Type = "near" });
        Constraints("Invalid placement constraint type 'null'. Must be one of [distinctInstance, memberOf]", new PlacementConstraint());
        Strategies("placement strategies can have at most 5 items.", [.. Enumerable.Repeat(random, 6)]);
        Strategies("random field should not be specified.", random with { Field = "cpu" });
        Strategies("Invalid binpack field 'null'. Must be one of [cpu, memory]", new PlacementStrategy { Type = "binpack" });
        Strategies("Invalid binpack field 'disk'. Must be one of [cpu, memory]", new PlacementStrategy { Type = "binpack", Field = "disk" });
        Strategies("Invalid spread field 'null'. Must be instanceId, host or attribute:NAME", new PlacementStrategy { Type = "spread" });
        Strategies("Invalid spread field 'rack'. Must be instanceId, host or attribute:NAME", new PlacementStrategy { Type = "spread", Field = "rack" });
        Strategies("Invalid placement strategy type 'null'. Must be one of [random, spread, binpack]", new PlacementStrategy());
        PlacementRules.Check([.. Enumerable.Repeat(member, 9), distinct], [.. Enumerable.Repeat(random, 5)]);
        PlacementRules.Check([], [new() { Type = "binpack", Field = "CPU" }, new() { Type = "binpack", Field = "memory" }, new() { Type = "spread", Field = "host" }, new() { Type = "spread", Field = "instanceId" }, random with { Field = "" }]);
    }

    [Test]
    public void A_task_is_named_by_its_id_or_ARN()
    {
        _story.RunToRunning(Requests.Ec2());
        var id = _story.TaskId;
        var scope = _story.World.Scope;
        EcsTask? Find(string? identifier) => TaskIdentifiers.Find(_story.World, "default", identifier);
        Find(id).Should().Be(_story.Task);
        Find(Arn.Task(scope, "default", id).ToString()).Should().Be(_story.Task);
        Find($"arn:aws:ecs:us-east-1:123456789012:task/{id}").Should().Be(_story.Task);
        Find(new string('0', 36)).Should().BeNull();
        TaskIdentifiers.Find(_story.World, "other", id).Should().BeNull();
        Refused(Invalid, "Task Identifier can not be blank.", () => Find(""));
        Refused(Invalid, "taskId length should be one of [32,36]", () => Find("0"));
        Refused(Invalid, "Invalid identifier: Expected a task ARN, but got 'arn:task'.", () => Find("arn:task"));
        var cluster = Arn.Cluster(scope, id).ToString();
        Refused(Invalid, $"Invalid identifier: Expected a task ARN, but got '{cluster}'.", () => Find(cluster));
        Refused(Invalid, "Invalid identifier: Identifier is for eu-west-1. You are accessing us-east-1.", () => Find(Arn.Task(scope with { Region = "eu-west-1" }, "default", id).ToString()));
        Refused(Invalid, "Invalid identifier: Identifier is for cluster other. Your cluster is default", () => Find(Arn.Task(scope, "other", id).ToString()));
    }

    [Test]
    public void A_reason_to_stop_has_up_to_1024_characters()
    {
        _story.RunToRunning(Requests.Ec2());
        StopTaskRequest With(int length) => new() { Task = _story.TaskId, Reason = new string('r', length) };
        Refused(Invalid, "Reason longer than 1024.", () => StopTask.Apply(_story.World, With(1025), _story.Now));
        StopTask.Apply(_story.World, With(1024), _story.Now).Task.StoppedReason.Should().HaveLength(1024);
    }
}
