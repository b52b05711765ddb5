using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Workbook.Engine.LoadBalancing;
using Workbook.Engine.Runtimes.Docker.Hosts;
using Workbook.Engine.State;
using Workbook.Orchestration;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>
/// Reaches containers by sockets: those of awsvpc tasks at their own addresses, which this machine has a route to where Docker runs on it, and
/// host ports where their Docker Engine publishes them.
/// </summary>
/// <param name="hostOf">The Docker Engine that a container instance is; null for one that this workbook was not told of.</param>
internal sealed class DockerTargets(StateStore store, IReadOnlyList<DockerHost> hosts, Func<Orchestration.Capacity.Instance, DockerHost?> hostOf, IPAddress publishOn) : ITargetNetwork, IDatagramNetwork
{
    /// <summary>Bridges that were seen on this machine; one that is removed and made again has the same subnet.</summary>
    private readonly HashSet<IPNetwork> _reachable = [];

    public async ValueTask<Stream> ConnectAsync(AccountRegion scope, string target, int port, CancellationToken cancellation) =>
        await Sockets.ConnectAsync(new(await AddressOfAsync(scope, target, cancellation), port), cancellation);

    public async ValueTask<IDatagrams> OpenAsync(AccountRegion scope, string target, int port, CancellationToken cancellation) =>
        await Sockets.OpenAsync(new(await AddressOfAsync(scope, target, cancellation), port), cancellation);

    private async ValueTask<IPAddress> AddressOfAsync(AccountRegion scope, string target, CancellationToken cancellation)
    {
        if (target.StartsWith("i-", StringComparison.Ordinal)) return await HostAddressAsync(scope, target, cancellation);
        if (!IPAddress.TryParse(target, out var address)) throw new SocketException((int)SocketError.HostNotFound, $"{target} is neither an IP address nor the id of an instance.");
        if (hosts.Any(host => host.Bridge.Subnet is { } subnet && subnet.Contains(address) && !IsReachable(subnet)))
        {
            throw new SocketException(
                (int)SocketError.NetworkUnreachable,
                $"The container at {address} runs on a Docker Engine to whose networks this machine has no route. Use the network mode bridge with a target group of type instance.");
        }
        return address;
    }

    /// <summary>Where the host ports of an instance are published.</summary>
    private async ValueTask<IPAddress> HostAddressAsync(AccountRegion scope, string target, CancellationToken cancellation)
    {
        var world = store.Read(scope);
        if (world.InstanceIndex.OnMachine(target) is not { } id || hostOf(world.ContainerInstances[id]) is not { } host)
            throw new SocketException((int)SocketError.HostUnreachable, $"{target} is no container instance whose Docker Engine is known.");
        var endpoint = host.Client.Options.Endpoint;
        if (endpoint.Scheme is "unix" or "npipe" || endpoint.IsLoopback) return IsAny ? IPAddress.Loopback : publishOn;
        if (IPAddress.IsLoopback(publishOn)) throw new SocketException((int)SocketError.NetworkUnreachable, $"Host ports at {endpoint.Host} are published to that machine only.");
        return IsAny ? (await Dns.GetHostAddressesAsync(endpoint.Host, cancellation))[0] : publishOn;
    }

    private bool IsAny => publishOn.Equals(IPAddress.Any) || publishOn.Equals(IPAddress.IPv6Any);

    private bool IsReachable(IPNetwork subnet)
    {
        lock (_reachable)
        {
            if (_reachable.Contains(subnet)) return true;
            var isHere = NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses).Any(own => subnet.Contains(own.Address));
            if (isHere) _reachable.Add(subnet);
            return isHere;
        }
    }
}
