using System.Net;
using System.Net.Sockets;
using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Server.LoadBalancing.Certificates;
using Workbook.Server.LoadBalancing.Ports;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.LoadBalancing.Network;

/// <summary>
/// The data plane of Network Load Balancers: follows the Worlds, and holds a port of this machine open for every listener. Simulated targets see the
/// client's address where their group preserves it. Real ones see this machine's: only a router between them could keep the client's, but the PROXY
/// protocol tells it.
/// </summary>
internal sealed class NetworkBalancer(EcsEngine engine, NetworkTargets targets, TlsCertificates certificates, IPAddress address) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(AccountRegion Scope, string Key), NetworkListener> _listeners = [];
    private readonly HashSet<Task> _closing = [];
    private bool _isOver;

    /// <summary>The listeners and where they can be reached.</summary>
    public IReadOnlyList<ListenerStatus> Listeners
    {
        get
        {
            lock (_gate) return [.. _listeners.Values.Select(StatusOf).OrderBy(each => each.ListenerArn, StringComparer.Ordinal)];
        }
    }

    public void Start()
    {
        engine.Store.Changed += Follow;
        foreach (var scope in engine.Store.Scopes) Follow(scope, [.. engine.Store.Read(scope).Listeners.Keys.Select(key => new EntityKey(EntityKind.Listener, key))]);
    }

    public async ValueTask DisposeAsync()
    {
        engine.Store.Changed -= Follow;
        List<Task> closing;
        lock (_gate)
        {
            _isOver = true;
            foreach (var key in _listeners.Keys.ToList()) Close(key);
            closing = [.. _closing];
        }
        await Task.WhenAll(closing);
    }

    private void Follow(AccountRegion scope, IEnumerable<EntityKey> keys)
    {
        var listeners = new SortedSet<string>(StringComparer.Ordinal);
        var areTargetsChanged = false;
        foreach (var key in keys)
        {
            if (key.Kind == EntityKind.Listener) listeners.Add(key.Key);
            else if (key.Kind == EntityKind.LoadBalancer) listeners.UnionWith(engine.Store.Read(scope).LoadBalancingIndex.ListenersOf(key.Key));
            else if (key.Kind is EntityKind.Target or EntityKind.TargetGroup) areTargetsChanged = true;
        }
        if (listeners.Count == 0 && !areTargetsChanged) return;
        lock (_gate)
        {
            if (_isOver) return;
            var world = engine.Store.Read(scope);
            if (areTargetsChanged) listeners.UnionWith(_listeners.Keys.Where(each => each.Scope == scope).Select(each => each.Key));
            foreach (var key in listeners) Look(world, key);
        }
    }

    private void Look(World world, string key)
    {
        var record = world.Listeners.GetValueOrDefault(key);
        var isOpen = record is not null && world.LoadBalancers.GetValueOrDefault(record.LoadBalancerKey) is { Type: LoadBalancerTypeEnum.Network, State: LoadBalancerStateEnum.Active };
        if (_listeners.TryGetValue((world.Scope, key), out var known))
        {
            if (isOpen && (known.Record.Port, known.Record.Protocol) == (record!.Port, record.Protocol))
            {
                known.Refresh(world, record);
                return;
            }
            Close((world.Scope, key));
        }
        if (isOpen) Open(world.Scope, record!);
    }

    private void Open(AccountRegion scope, ElbListener record)
    {
        var listener = _listeners[(scope, record.Key)] = new(scope, record, address, () => engine.Store.Read(scope));
        try
        {
            if (record.Protocol != ProtocolEnum.Udp)
            {
                var local = LocalPort.Take(address, record.Port, record.LocalPort);
                (listener.LocalPort, listener.Note) = (local.Number, local.Note);
                listener.Tcp = new(listener, local.Socket, targets, certificates);
                listener.Tcp.Start();
            }
            if (record.Protocol is ProtocolEnum.Udp or ProtocolEnum.TcpUdp)
            {
                // Of TCP_UDP both have the same port on this machine.
                var local = UdpSockets.Take(address, listener.Tcp is null ? record.Port : listener.LocalPort, record.LocalPort);
                (listener.LocalPort, listener.Note) = (local.Number, local.Note ?? listener.Note);
                listener.Udp = new(listener, local.Socket, targets);
                listener.Udp.Start();
            }
        }
        catch (SocketException error)
        {
            listener.Note = $"There is no port on {address}: {error.Message}";
        }
        int? instead = listener.LocalPort == record.Port ? null : listener.LocalPort;
        if (record.LocalPort != instead) engine.Observations.Observe(scope, new ListenerBound(record.Key, instead, listener.Note));
    }

    private void Close((AccountRegion, string) key)
    {
        if (!_listeners.Remove(key, out var listener)) return;
        _closing.RemoveWhere(each => each.IsCompleted);
        _closing.Add(listener.DisposeAsync().AsTask());
    }

    private ListenerStatus StatusOf(NetworkListener listener)
    {
        var name = engine.Store.Read(listener.Scope).LoadBalancers.GetValueOrDefault(listener.Record.LoadBalancerKey)?.Name ?? "";
        var url = listener.LocalPort == 0 ? "" : $"{(listener.Record.Protocol == ProtocolEnum.Udp ? "udp" : "tcp")}://{ElbLoadBalancer.DnsNameOf(listener.Scope, name)}:{listener.LocalPort}";
        return new(listener.Arn, listener.Record.Protocol, address.ToString(), listener.LocalPort, url, listener.Note);
    }
}
