using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker.Hosts;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>
/// Finds where containers reach this machine. AWS has 169.254.170.2 for the agent, and SDKs trust only that address with
/// credentials. A bridge whose gateway has that address gives it to the machine that Docker runs on; nothing is attached to it.
/// </summary>
internal sealed class AgentAddresses(DockerHost host)
{
    private const string LinkLocalNetwork = "workbook-agent";
    private const string LinkLocalSubnet = "169.254.170.0/30";
    private static readonly IPAddress LinkLocal = new([169, 254, 170, 2]);

    /// <returns>The best first. Whether this process can listen there shows when it tries: with Docker Desktop it cannot.</returns>
    public async Task<IReadOnlyList<AgentAddress>> FindAsync(CancellationToken cancellation)
    {
        var addresses = new List<AgentAddress>();
        if (await HasLinkLocalAsync(cancellation)) addresses.Add(new(LinkLocal, LinkLocal.ToString()));
        var network = await host.AskAsync((docker, stop) => docker.Networks.InspectNetworkAsync(host.Bridge.Name, stop), cancellation);
        if (network.IPAM?.Config?.FirstOrDefault()?.Gateway is { } gateway && IPAddress.TryParse(gateway, out var address)) addresses.Add(new(address, gateway));
        addresses.Add(new(IPAddress.Loopback, "host.docker.internal"));
        return addresses;
    }

    private async Task<bool> HasLinkLocalAsync(CancellationToken cancellation)
    {
        var known = await host.AskAsync((docker, stop) => docker.Networks.ListNetworksAsync(null, stop), cancellation);
        if (known.Any(network => network.Name == LinkLocalNetwork)) return true;
        try
        {
            await host.AskAsync((docker, stop) => docker.Networks.CreateNetworkAsync(new NetworksCreateParameters
            {
                Name = LinkLocalNetwork,
                Driver = "bridge",
                // It is nobody's own: every workbook on this machine uses it.
                Labels = new Dictionary<string, string> { ["workbook.shared"] = "agent" },
                IPAM = new() { Driver = "default", Config = [new() { Subnet = LinkLocalSubnet, Gateway = LinkLocal.ToString() }] },
            }, stop), cancellation);
            return true;
        }
        catch (DockerApiException)
        {
            // Another network has these addresses; the tasks' own gateway serves as well, but for credentials.
            return false;
        }
    }
}
