using System.Net;
using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker.Spec;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Shapes.Ecs;
using PortMapping = Workbook.Shapes.Ecs.PortMapping;

namespace Workbook.Engine.Tests.Docker.Spec;

/// <summary>Port mappings in Docker's words and back.</summary>
public sealed class PortsTests
{
    private static Runtimes.RuntimeContainer With(string? mode, params PortMapping[] ports) =>
        Described.Container(Stage.OnMachine(mode, Described.App with { PortMappings = [.. ports] }));

    private static Dictionary<string, string> Published(Runtimes.RuntimeContainer container) =>
        new Ports(IPAddress.Loopback).Published(container).ToDictionary(port => port.Key, port => string.Join(' ', port.Value.Select(binding => $"{binding.HostIP}:{binding.HostPort}")));

    [Test]
    public void On_the_bridge_static_ports_are_asked_for_and_dynamic_ones_left_to_Docker()
    {
        var container = With(NetworkMode.Bridge, new() { ContainerPort = 80, HostPort = 8080 }, new() { ContainerPort = 443 }, new() { ContainerPort = 53, Protocol = "udp", HostPort = 0 });

        Published(container).Should().Equal(new Dictionary<string, string> { ["80/tcp"] = "127.0.0.1:8080", ["443/tcp"] = "127.0.0.1:", ["53/udp"] = "127.0.0.1:" });
        Ports.Exposed(container)!.Keys.Should().Equal("80/tcp", "443/tcp", "53/udp");
        Ports.AreToBeAsked(container).Should().BeTrue();
    }

    [Test]
    public void One_container_port_may_have_two_host_ports() =>
        Published(With(null, new() { ContainerPort = 80, HostPort = 8080 }, new() { ContainerPort = 80, HostPort = 8081 }))
            .Should().Equal(new Dictionary<string, string> { ["80/tcp"] = "127.0.0.1:8080 127.0.0.1:8081" });

    [Test]
    public void A_range_is_each_of_its_ports() =>
        Published(With(NetworkMode.Bridge, new PortMapping { ContainerPortRange = "8000-8002", Protocol = "udp" })).Keys.Should().Equal("8000/udp", "8001/udp", "8002/udp");

    [TestCase(NetworkMode.Awsvpc)]
    [TestCase(NetworkMode.Host)]
    public void Elsewhere_nothing_is_published(string mode)
    {
        var container = With(mode, new PortMapping { ContainerPort = 80 });

        Published(container).Should().BeEmpty();
        Ports.Exposed(container).Should().BeNull();
        Ports.AreToBeAsked(container).Should().BeFalse();
    }

    [Test]
    public void What_Docker_bound_is_shown()
    {
        var container = With(NetworkMode.Bridge, new PortMapping { ContainerPort = 80 });
        var bound = new Dictionary<string, IList<PortBinding>>
        {
            ["80/tcp"] = [new() { HostIP = "127.0.0.1", HostPort = "49153" }],
            // Exposed by the image, and published by nobody.
            ["443/tcp"] = null!,
        };

        Ports.BindingsOf(container, bound).Should().Equal(new NetworkBinding { BindIP = "127.0.0.1", ContainerPort = 80, HostPort = 49153, Protocol = "tcp" });
    }

    [Test]
    public void On_the_host_network_ports_are_as_they_are() =>
        Ports.BindingsOf(With(NetworkMode.Host, new PortMapping { ContainerPort = 80, Protocol = "udp" }), null)
            .Should().Equal(new NetworkBinding { BindIP = "0.0.0.0", ContainerPort = 80, HostPort = 80, Protocol = "udp" });
}
