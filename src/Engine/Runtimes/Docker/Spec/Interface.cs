using System.Net;
using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker.Hosts;
using Workbook.Orchestration.Ec2;

namespace Workbook.Engine.Runtimes.Docker.Spec;

/// <summary>The network interface of an <c>awsvpc</c> task: its address, and the host name that follows from it.</summary>
internal static class Interface
{
    public static void Give(CreateContainerParameters container, string network, RuntimeTask task, IPAddress address)
    {
        var endpoint = new EndpointSettings { IPAMConfig = new() { IPv4Address = address.ToString() }, MacAddress = Addresses.MacOf(address) };
        container.HostConfig!.NetworkMode = network;
        container.NetworkingConfig = new() { EndpointsConfig = new Dictionary<string, EndpointSettings> { [network] = endpoint } };
        container.Hostname = PrivateDnsName.Of(task.Scope.Region, address.ToString());
    }
}
