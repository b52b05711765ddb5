using Workbook.Orchestration.Placement;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Placement;

/// <summary>What a task takes from a container instance, and the placement rules that are not met elsewhere.</summary>
public class TaskResourceTests
{
    private static ContainerDefinition Gpus(ContainerDefinition container, params string[] values) =>
        container with { ResourceRequirements = values.Select(value => new ResourceRequirement { Type = "GPU", Value = value }).ToValueList() };

    private static InstanceResources Of(RegisterTaskDefinitionRequest request, TaskOverride? overrides = null) =>
        TaskResources.Of(TaskDefinitionRules.Register(request), overrides ?? new());

    private static ContainerDefinition Ports(params PortMapping[] ports) => Requests.App with { PortMappings = [.. ports] };

    [Test]
    public void Containers_add_up_and_a_reservation_goes_over_memory()
    {
        var (app, side) = (Requests.App with { Cpu = 100, Memory = 64, MemoryReservation = 32 }, Requests.Sidecar with { Cpu = 28, Memory = 10 });
        Of(Requests.Ec2(app, side)).Should().Be(new InstanceResources(128, 42, 0, [], []));
        Of(Requests.Ec2(app, side) with { Cpu = "512", Memory = "1024" }).Should().Be(new InstanceResources(512, 1024, 0, [], []));
        Of(Requests.Ec2(app, side), new() { Cpu = "256" }).Cpu.Should().Be(256);
    }

    [Test]
    public void GPUs_of_all_containers_add_up() => Of(Requests.Ec2(Gpus(Requests.App, "2"), Gpus(Requests.Sidecar, "1"))).Gpus.Should().Be(3);

    [Test]
    public void Fixed_host_ports_are_taken_and_chosen_ones_are_not()
    {
        var bridge = Of(Requests.Ec2(Ports(new() { ContainerPort = 80, HostPort = 8080 }, new() { ContainerPort = 81 }, new() { ContainerPort = 53, HostPort = 5353, Protocol = "udp" }), Requests.Sidecar));
        bridge.TcpPorts.Should().Equal(8080);
        bridge.UdpPorts.Should().Equal(5353);
    }

    [Test]
    public void In_host_mode_the_container_s_own_port_is_taken_and_behind_an_interface_none()
    {
        var web = Ports(new PortMapping { ContainerPort = 80 });
        Of(Requests.Ec2(web) with { NetworkMode = "host" }).TcpPorts.Should().Equal(80);
        Of(Requests.Awsvpc(web)).TcpPorts.Should().BeEmpty();
    }

    [TestCase("alphabetical", "Invalid placement strategy type 'alphabetical'. Must be one of [random, spread, binpack]")]
    [TestCase(null, "Invalid placement strategy type 'null'. Must be one of [random, spread, binpack]")]
    public void A_strategy_has_a_type(string? type, string message) =>
        FluentActions.Invoking(() => PlacementRules.Check([], [new() { Type = type }])).Should().Throw<ApiException>().Which.Message.Should().Be(message);

    [Test]
    public void An_expression_is_read_before_it_is_kept() =>
        FluentActions.Invoking(() => PlacementRules.Check([Machines.MemberOf("attribute:a ==")], [])).Should().Throw<ApiException>().WithMessage("Invalid expression 'attribute:a =='*");
}
