using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Placement;

/// <summary>Where tasks of the EC2 launch type go, why they do not, and what they take from their machines.</summary>
public class PlacementTests
{
    private static readonly RunTaskRequest Demo = new() { TaskDefinition = "demo" };

    private static Story With(ContainerDefinition container)
    {
        var story = new Story();
        story.Register(Requests.Ec2(container));
        return story;
    }

    [Test]
    public void Without_any_machine_the_request_is_wrong()
    {
        var story = With(Requests.App);
        FluentActions.Invoking(() => story.Launch(Demo)).Should().Throw<ApiException>()
            .WithMessage("No Container Instances were found in your cluster.").Which.Code.Should().Be("InvalidParameterException");
    }

    private static readonly object[] Refusals =
    [
        new object[] { Requests.App with { Cpu = 2049 }, "RESOURCE:CPU" },
        new object[] { Requests.App with { Memory = 4097 }, "RESOURCE:MEMORY" },
        new object[] { Requests.App with { PortMappings = [new() { ContainerPort = 22, HostPort = 22 }] }, "RESOURCE:PORTS" },
        new object[] { Requests.App with { ResourceRequirements = [new() { Type = ResourceType.Gpu, Value = "1" }] }, "RESOURCE:GPU" },
        new object[] { Requests.App with { LogConfiguration = new() { LogDriver = LogDriver.Splunk, Options = new([new("splunk-token", "t"), new("splunk-url", "u")]) } }, "ATTRIBUTE" },
    ];

    [TestCaseSource(nameof(Refusals))]
    public void A_task_that_fits_nowhere_is_a_failure_that_names_machine_and_cause(ContainerDefinition container, string reason)
    {
        var story = With(container);
        var instance = story.AddInstance();

        var result = story.Launch(Demo);

        result.Tasks.Should().BeEmpty();
        result.Failures.Should().Equal(new Failure { Arn = $"arn:aws:ecs:us-east-1:123456789012:container-instance/default/{instance.Id}", Reason = reason });
        story.World.Tasks.Should().BeEmpty();
        story.Remaining(instance).Should().Be(instance.Registered);
    }

    [Test]
    public void What_just_fits_is_placed()
    {
        var story = With(Requests.App with { Cpu = 2048, Memory = 4096, PortMappings = [new() { ContainerPort = 80, HostPort = 80 }] });
        var instance = story.AddInstance();
        story.Run(Demo);
        story.Task.ContainerInstanceId.Should().Be(instance.Id);
        story.Task.AvailabilityZone.Should().Be("us-east-1a");
        story.Remaining(instance).Should().Be(new InstanceResources(0, 0, 0, [22, 80], []));
    }

    [Test]
    public void Resources_are_taken_from_the_first_moment_and_given_back_at_STOPPED()
    {
        var story = With(Requests.App with { Cpu = 512, Memory = 1024, PortMappings = [new() { ContainerPort = 80, HostPort = 80 }, new() { ContainerPort = 53, HostPort = 53, Protocol = "udp" }] });
        var instance = story.AddInstance();
        var taken = new InstanceResources(1536, 3072, 0, [22, 80], [53]);

        story.Run(Demo);
        story.Remaining(instance).Should().Be(taken);
        story.Settle();
        story.Remaining(instance).Should().Be(taken);
        story.Stop();
        story.Task.LastStatus.Should().Be(EcsTaskStatus.Stopping);
        story.Remaining(instance).Should().Be(taken);
        story.Exited("app");
        story.Remaining(instance).Should().Be(instance.Registered);
        story.After(TimeSpan.FromHours(1)).Should().Equal("forget");
        story.Remaining(instance).Should().Be(instance.Registered);
    }

    [Test]
    public void The_same_host_port_is_taken_once_on_each_machine()
    {
        var story = With(Requests.App with { PortMappings = [new() { ContainerPort = 80, HostPort = 80 }] });
        var machines = new[] { story.AddInstance(), story.AddInstance() };

        var result = story.Launch(Demo with { Count = 3 });

        result.Tasks.Select(task => task.ContainerInstanceId).Should().BeEquivalentTo(machines.Select(machine => machine.Id));
        result.Failures.Select(failure => failure.Reason).Should().Equal("RESOURCE:PORTS", "RESOURCE:PORTS");
    }

    [Test]
    public void The_same_port_number_of_another_protocol_is_another_port()
    {
        var story = With(Requests.App with { PortMappings = [new() { ContainerPort = 22, HostPort = 22, Protocol = "udp" }] });
        story.AddInstance();
        story.Launch(Demo).Failures.Should().BeEmpty();
    }

    [Test]
    public void Dynamic_host_ports_never_collide()
    {
        var story = With(Requests.App with { PortMappings = [new() { ContainerPort = 80, HostPort = 0 }] });
        story.AddInstance();
        story.Launch(Demo with { Count = 10 }).Tasks.Should().HaveCount(10);
    }

    [Test]
    public void A_machine_that_is_gone_takes_nothing_however_it_is_removed()
    {
        var story = With(Requests.App);
        var asItWas = story.AddInstance();
        story.Run(Demo);
        story.Change(world => world.Remove(asItWas));
        FluentActions.Invoking(() => story.Launch(Demo)).Should().Throw<ApiException>().WithMessage("No Container Instances*");
    }

    [Test]
    public void Memory_is_reserved_softly_where_a_container_says_so()
    {
        var story = With(Requests.App with { Memory = 2048, MemoryReservation = 256 });
        var instance = story.AddInstance();
        story.Run(Demo);
        story.Remaining(instance).Memory.Should().Be(4096 - 256);
    }

    [Test]
    public void A_machine_in_another_cluster_is_of_no_use()
    {
        var story = With(Requests.App);
        story.Change(world => Orchestration.Clusters.ClusterRules.Create(world, new() { ClusterName = "other" }).World);
        story.AddInstance(cluster: "other");
        FluentActions.Invoking(() => story.Launch(Demo)).Should().Throw<ApiException>().WithMessage("No Container Instances*");
    }

    [Test]
    public void A_draining_or_disconnected_machine_takes_nothing()
    {
        var story = With(Requests.App);
        var draining = story.AddInstance();
        var silent = story.AddInstance();
        story.Change(world => world.Put(draining with { Status = "DRAINING" }).Put(silent with { AgentConnected = false }));
        story.Launch(Demo).Failures.Select(failure => failure.Reason).Should().Equal("INACTIVE", "AGENT");
    }

    [Test]
    public void StartTask_puts_one_task_on_each_machine_that_it_names_and_says_what_does_not_work()
    {
        var story = With(Requests.App with { Memory = 3000 });
        var (free, full) = (story.AddInstance(), story.AddInstance(memory: 2999));
        var missing = new string('e', 32);

        var result = StartTask.Apply(story.World, new() { TaskDefinition = "demo", ContainerInstances = [free.Id, full.Id, missing] }, story.NextIds(), story.Now);

        result.Tasks.Should().ContainSingle().Which.ContainerInstanceId.Should().Be(free.Id);
        result.Failures.Should().Equal(
            new Failure { Arn = Arn.ContainerInstance(Story.Scope, "default", full.Id).ToString(), Reason = "RESOURCE:MEMORY" },
            new Failure { Arn = Arn.ContainerInstance(Story.Scope, "default", missing).ToString(), Reason = "MISSING" });
    }

    [Test]
    public void StartTask_needs_between_one_and_ten_machines()
    {
        var story = With(Requests.App);
        void Refuses(ValueList<string> machines, string message) => FluentActions
            .Invoking(() => StartTask.Apply(story.World, new() { TaskDefinition = "demo", ContainerInstances = machines }, story.NextIds(11), story.Now))
            .Should().Throw<ApiException>().WithMessage(message);
        Refuses([], "Container instances cannot be empty.");
        Refuses([.. story.NextIds(11)], "Container instances cannot have more than 10 items.");
    }

    [Test]
    public void Attributes_that_are_required_have_to_match_in_value_too()
    {
        Instance machine = new Story().AddInstance(attributes: new Shapes.Ecs.Attribute { Name = "disk", Value = "ssd" });
        Fit.Refusal(machine, InstanceResources.None, [new() { Name = "disk", Value = "ssd" }]).Should().BeNull();
        Fit.Refusal(machine, InstanceResources.None, [new() { Name = "disk" }]).Should().BeNull();
        Fit.Refusal(machine, InstanceResources.None, [new() { Name = "disk", Value = "tape" }]).Should().Be("ATTRIBUTE");
        Fit.Refusal(machine, InstanceResources.None, [new() { Name = "colour" }]).Should().Be("ATTRIBUTE");
    }
}
