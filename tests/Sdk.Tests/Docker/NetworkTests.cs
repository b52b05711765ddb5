using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Workbook.Sdk.Tests.Docker;

public sealed class NetworkTests
{
    private static INetworkOperations Networks => Engine.Client.Networks;

    [Test]
    public async Task A_container_is_connected_and_disconnected()
    {
        var name = Engine.NewName();
        var network = (await Networks.CreateNetworkAsync(new NetworksCreateParameters { Name = name, Driver = "bridge", Internal = true, Labels = Engine.Labels })).ID;
        var container = await Engine.StartAsync("exec /bin/busybox sleep 1000", parameters =>
        {
            parameters.HostConfig = new HostConfig { NetworkMode = name };
            parameters.NetworkingConfig = new NetworkingConfig { EndpointsConfig = new Dictionary<string, EndpointSettings> { [name] = new() { Aliases = ["first"] } } };
        });

        var inside = await Networks.InspectNetworkAsync(network);
        inside.Internal.Should().BeTrue();
        inside.Labels.Should().BeEquivalentTo(Engine.Labels);
        inside.IPAM.Config.Should().ContainSingle().Which.Subnet.Should().Contain("/");
        var settings = (await Engine.Client.Containers.InspectContainerAsync(container)).NetworkSettings!.Networks[name];
        settings.Aliases.Should().Contain("first");
        inside.Containers[container].IPv4Address.Should().StartWith(settings.IPAddress);

        await Networks.DisconnectNetworkAsync(network, new NetworkDisconnectParameters { Container = container, Force = true });
        (await Networks.InspectNetworkAsync(name)).Containers.Should().BeEmpty();

        await Networks.ConnectNetworkAsync(network, new NetworkConnectParameters { Container = container, EndpointConfig = new EndpointSettings { Aliases = ["second"] } });
        (await Engine.Client.Containers.InspectContainerAsync(container)).NetworkSettings!.Networks[name].Aliases.Should().Contain("second");

        var delete = () => Networks.DeleteNetworkAsync(network);
        (await delete.Should().ThrowAsync<DockerApiException>()).Which.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        await Engine.RemoveAsync(container);
        await delete();
        (await Networks.ListNetworksAsync(new NetworksListParameters { Filters = Engine.Ours })).Should().NotContain(one => one.ID == network);
    }

    [Test]
    public async Task There_is_no_such_network()
    {
        var nowhere = Engine.NewName();
        Func<Task>[] calls =
        [
            () => Networks.InspectNetworkAsync(nowhere),
            () => Networks.DeleteNetworkAsync(nowhere),
            () => Networks.ConnectNetworkAsync(nowhere, new NetworkConnectParameters { Container = nowhere }),
        ];

        foreach (var call in calls) await call.Should().ThrowAsync<DockerNetworkNotFoundException>();
    }

    [Test]
    public async Task The_bridge_is_always_there() =>
        (await Networks.ListNetworksAsync()).Should().ContainSingle(network => network.Name == "bridge").Which.Driver.Should().Be("bridge");
}
