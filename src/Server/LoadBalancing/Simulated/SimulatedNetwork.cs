using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Workbook.Engine;
using Workbook.Engine.LoadBalancing;
using Workbook.Engine.Runtimes.Simulated;
using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.LoadBalancing.Simulated;

/// <summary>
/// Reaches simulated containers in this process. Addresses of the default VPC that no task has answer nothing; any other is of a server that
/// somebody runs on this machine or elsewhere.
/// </summary>
/// <param name="engine">Whose containers.</param>
/// <param name="reachesOthers">Whether such a server may be reached; else nobody answers there.</param>
internal sealed class SimulatedNetwork(EcsEngine engine, bool reachesOthers) : ITargetNetwork, IDatagramNetwork, IAsyncDisposable
{
    private static readonly IPNetwork DefaultVpc = IPNetwork.Parse("172.31.0.0/16");

    private readonly SimulatedHost _host = new(engine.Clock);

    public async ValueTask<Stream> ConnectAsync(AccountRegion scope, string target, int port, CancellationToken cancellation)
    {
        if (IsElsewhere(target, out var address)) return await Sockets.ConnectAsync(new(address, port), cancellation);
        var (container, at) = Find(scope, target, port, TransportProtocol.Tcp);
        return await _host.ConnectAsync(container, at, cancellation);
    }

    public async ValueTask<IDatagrams> OpenAsync(AccountRegion scope, string target, int port, CancellationToken cancellation)
    {
        if (IsElsewhere(target, out var address)) return await Sockets.OpenAsync(new(address, port), cancellation);
        var (container, _) = Find(scope, target, port, TransportProtocol.Udp);
        return new DatagramEcho(container);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <exception cref="SocketException">It is elsewhere, and may not be reached.</exception>
    private bool IsElsewhere(string target, [NotNullWhen(true)] out IPAddress? address)
    {
        if (!IPAddress.TryParse(target, out address) || DefaultVpc.Contains(address)) return false;
        return reachesOthers ? true : throw new SocketException((int)SocketError.HostUnreachable);
    }

    /// <exception cref="SocketException">Nobody is there, or nobody listens.</exception>
    private (SimulatedContainer Container, int Port) Find(AccountRegion scope, string target, int port, string protocol)
    {
        var world = engine.Store.Read(scope);
        var isThere = world.InstanceIndex.OnMachine(target) is not null;
        foreach (var found in TaskPort.Find(world, target, port, protocol))
        {
            isThere = true;
            if (Listening(world, found, protocol) is { } container) return (container, found.Port);
        }
        throw new SocketException((int)(isThere ? SocketError.ConnectionRefused : SocketError.HostUnreachable));
    }

    /// <summary>The container that maps the port, or else the one that listens there.</summary>
    private SimulatedContainer? Listening(World world, TaskPort at, string protocol)
    {
        SimulatedContainer? listening = null;
        foreach (var state in world.Tasks[at.TaskId].Containers)
        {
            if (at.Container is not null && at.Container != state.Name) continue;
            if (engine.SimulatedContainers!.Find(world.Scope, at.TaskId, state.Name) is not { } container || !Listens(container, at.Port, protocol)) continue;
            if (Maps(container, at.Port, protocol)) return container;
            listening ??= container;
        }
        return listening;
    }

    /// <summary>Of datagrams nothing is known but the port mappings.</summary>
    private static bool Listens(SimulatedContainer container, int port, string protocol) =>
        container.Script.Listens && !container.IsStopping && !container.Conduct.Refuses
            && (protocol == TransportProtocol.Tcp && container.Program.Ports is { } ports ? ports.Contains(port) : Maps(container, port, protocol));

    private static bool Maps(SimulatedContainer container, int port, string protocol) =>
        (container.Container.Definition.PortMappings ?? []).Any(mapping => mapping.ContainerPort == port && (mapping.Protocol ?? TransportProtocol.Tcp) == protocol);
}
