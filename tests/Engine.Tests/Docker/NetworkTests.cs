using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker;

/// <summary>The network modes, seen from the machine and from inside.</summary>
internal sealed class NetworkTests : RealContainers
{
    private static RegisterTaskDefinitionRequest Bridged(params PortMapping[] ports) =>
        Stage.OnMachine(NetworkMode.Bridge, Stage.App(PracticeImage.Server) with { PortMappings = [.. ports] });

    /// <summary>A port that nobody listened on a moment ago.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [Test]
    public async Task Dynamic_host_ports_of_the_bridge_answer_and_differ()
    {
        var first = await Stage.RunningAsync(Bridged(new PortMapping { ContainerPort = 80 }));
        var second = await Stage.RunningAsync(Bridged(new PortMapping { ContainerPort = 80 }));

        var ports = new[] { first, second }.Select(task => task.Container("app").NetworkBindings.Should().ContainSingle().Which).ToList();
        ports.Should().OnlyContain(port => port.ContainerPort == 80 && port.BindIP == "127.0.0.1" && port.Protocol == "tcp");
        ports[0].HostPort.Should().NotBe(ports[1].HostPort);
        foreach (var port in ports) (await GetAsync($"http://127.0.0.1:{port.HostPort}/")).Should().Be("hello");
    }

    [Test]
    public async Task A_static_host_port_answers_and_is_refused_to_a_second_task()
    {
        var port = FreePort();
        var first = await Stage.RunningAsync(Bridged(new PortMapping { ContainerPort = 80, HostPort = port }));
        first.Container("app").NetworkBindings.Should().Equal(new NetworkBinding { BindIP = "127.0.0.1", ContainerPort = 80, HostPort = port, Protocol = "tcp" });
        (await GetAsync($"http://127.0.0.1:{port}/")).Should().Be("hello");

        // Another engine's scheduler knows nothing of the first one's ports.
        await using var other = await Stage.StartAsync(Stage.Docker);
        var second = await other.LivedAsync(Bridged(new PortMapping { ContainerPort = 80, HostPort = port }));

        (second.StopCode, second.StoppedReason).Should().Be((TaskStopCode.TaskFailedToStart, "Task failed to start"));
        second.Container("app").Reason.Should().StartWith("CannotStartContainerError: Error response from daemon: ").And.Contain("port is already allocated");
        (await other.CountAsync()).Should().Be(0);
    }

    [Test]
    public async Task A_range_of_ports_has_a_host_port_for_each()
    {
        var task = await Stage.RunningAsync(Bridged(new PortMapping { ContainerPortRange = "79-81" }));

        var bindings = task.Container("app").NetworkBindings;
        bindings.Select(binding => binding.ContainerPort).Should().BeEquivalentTo([79, 80, 81]);
        bindings.Select(binding => binding.HostPort).Should().OnlyHaveUniqueItems();
        (await GetAsync($"http://127.0.0.1:{bindings.Single(binding => binding.ContainerPort == 80).HostPort}/")).Should().Be("hello");
    }

    [Test]
    public async Task A_container_on_the_host_network_listens_on_the_machine()
    {
        var port = FreePort();
        var task = await Stage.RunningAsync(Stage.OnMachine(
            NetworkMode.Host,
            Doing($"httpd -p 127.0.0.1:{port} -h /www") with { PortMappings = [new() { ContainerPort = port }] }));
        await LinesAsync(task);

        (await GetAsync($"http://127.0.0.1:{port}/")).Should().Be("hello");
        task.Container("app").NetworkBindings.Should().ContainSingle().Which.HostPort.Should().Be(port);
    }

    [Test]
    public async Task A_container_without_network_has_only_its_loopback()
    {
        var lines = await LinesAsync(Stage.OnMachine(NetworkMode.None, Doing("ls /sys/class/net")));

        lines.Should().Equal("lo");
    }

    [Test]
    public async Task Each_awsvpc_task_has_an_address_of_its_own()
    {
        var definition = Stage.Task(Stage.App(PracticeImage.Server) with { PortMappings = [new() { ContainerPort = 80 }] });
        var tasks = new[] { await Stage.RunningAsync(definition), await Stage.RunningAsync(definition) };

        tasks.Select(task => task.Network!.PrivateIpv4Address).Should().OnlyHaveUniqueItems();
        foreach (var task in tasks)
        {
            (await GetAsync($"http://{task.Network!.PrivateIpv4Address}/")).Should().Be("hello");
            task.Container("app").NetworkBindings.Should().BeEmpty();
        }
    }

    [Test]
    public async Task Tasks_reach_each_other_by_their_addresses()
    {
        var server = await Stage.RunningAsync(Stage.Task(Stage.App(PracticeImage.Server)));

        var lines = await LinesAsync(Stage.Task(Doing(string.Create(CultureInfo.InvariantCulture, $"wget -q -O - http://{server.Network!.PrivateIpv4Address}/; echo"))));

        lines.Should().Equal("hello");
    }

    [Test]
    public async Task Links_give_a_container_on_the_bridge_the_other_s_name()
    {
        var lines = await LinesAsync(Stage.OnMachine(
            NetworkMode.Bridge,
            Doing("until wget -q -O - http://backend/; do sleep 0.1; done; echo") with { Links = ["web:backend"] },
            Stage.Container("web", PracticeImage.Server.Name)));

        lines[^1].Should().Be("hello");
    }

    [Test]
    public async Task Extra_hosts_are_known_inside()
    {
        var lines = await LinesAsync(Stage.OnMachine(
            NetworkMode.Bridge,
            Doing("hostname; grep 192.0.2.7 /etc/hosts") with { Hostname = "box", ExtraHosts = [new() { Hostname = "somewhere", IpAddress = "192.0.2.7" }] }));

        lines.Should().Equal("box", "192.0.2.7\tsomewhere");
    }
}
