using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Server.LoadBalancing.Certificates;
using Workbook.Server.LoadBalancing.Http;
using Workbook.Server.LoadBalancing.Live;
using Workbook.Server.LoadBalancing.Metrics;
using Workbook.Server.LoadBalancing.Ports;
using Yarp.ReverseProxy.Forwarder;

namespace Workbook.Server.LoadBalancing;

/// <summary>
/// The data plane of Application Load Balancers: follows the Worlds, holds a port of this machine open for every listener, and forwards what comes
/// there. A change of targets or rules holds for every request that comes after it was made.
/// </summary>
public sealed class Balancer : IAsyncDisposable
{
    private readonly EcsEngine _engine;
    private readonly WebApplication _services;
    private readonly CertificateAuthority _authority;
    private readonly AlbPipeline _pipeline;
    private readonly AccessLogs.AccessLogs _logs;
    private readonly TargetConnections _connections;
    private readonly DrainHold _hold;
    private readonly PortTable _ports;
    private readonly IPAddress _address;
    private readonly Lock _gate = new();
    private readonly Dictionary<AccountRegion, LiveScope> _scopes = [];
    private volatile FrozenDictionary<string, LiveListener> _byHost = FrozenDictionary<string, LiveListener>.Empty;
    private bool _disposed;

    private Balancer(EcsEngine engine, EngineOptions options, TargetConnections connections, IPAddress address)
    {
        _engine = engine;
        _connections = connections;
        _address = address;
        _hold = new(engine.Clock, options.Machine);
        _authority = new(options.DataFolder, options.Machine);
        Certificates = new(_authority);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning)
            // That a target does not answer is its client's business, and the access log's.
            .AddFilter("Yarp", LogLevel.None)
            // Nor what clients do to their own requests.
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.Services.AddHttpForwarder();
        _services = builder.Build();
        _logs = new(options.DataFolder, engine.Clock, _services.Services.GetRequiredService<ILogger<AccessLogs.AccessLogs>>());
        _pipeline = new(_services.Services.GetRequiredService<IHttpForwarder>(), engine.Clock, options.Machine, new(options.DataFolder));
        _ports = new(address, (local, isTls) => new(local, address, isTls, _services.Services, _pipeline, Certificates, engine.Clock), Bound);
    }

    /// <summary>The listeners and where they can be reached.</summary>
    public IReadOnlyList<ListenerStatus> Listeners
    {
        get
        {
            lock (_gate) return [.. _scopes.Values.SelectMany(scope => scope.Listeners).Select(Status).OrderBy(each => each.ListenerArn, StringComparer.Ordinal)];
        }
    }

    /// <summary>The certificate, in PEM, of the authority that made all certificates of listeners.</summary>
    public string AuthorityPem => _authority.Pem;

    internal TlsCertificates Certificates { get; }

    /// <summary>Starts, opening the ports of all listeners that there are.</summary>
    /// <param name="connections">To targets.</param>
    /// <param name="address">Where listeners listen.</param>
    internal static Balancer Start(EcsEngine engine, EngineOptions options, TargetConnections connections, IPAddress address)
    {
        var balancer = new Balancer(engine, options, connections, address);
        engine.Store.Changed += balancer.Follow;
        foreach (var scope in engine.Store.Scopes)
            balancer.Follow(scope, engine.Store.Read(scope).Listeners.Keys.Select(key => new EntityKey(EntityKind.Listener, key)));
        return balancer;
    }

    /// <summary>The request metrics of a load balancer; null when it has no listener.</summary>
    public MetricSeries? MetricsOfLoadBalancer(AccountRegion scope, string key)
    {
        lock (_gate) return _scopes.GetValueOrDefault(scope)?.MetricsOf(key);
    }

    /// <summary>The request metrics of a target group; null when no listener uses it.</summary>
    public TargetGroupMetrics? MetricsOfTargetGroup(AccountRegion scope, string key)
    {
        lock (_gate) return _scopes.GetValueOrDefault(scope)?.Group(key) is { } group ? TargetGroupMetrics.Of(group) : null;
    }

    /// <summary>Forwards a request that came to the AWS endpoint's own port, when its Host is that of a load balancer.</summary>
    /// <returns>Null when it is not for a load balancer.</returns>
    internal Task? TryHandle(HttpContext http)
    {
        if (_byHost.Count == 0 || !_byHost.TryGetValue(http.Request.Host.Host, out var listener) || listener.Snapshot is not { } snapshot) return null;
        var request = new AlbRequest();
        request.Begin(http);
        return _pipeline.HandleAsync(request, listener, snapshot);
    }

    public async ValueTask DisposeAsync()
    {
        _engine.Store.Changed -= Follow;
        lock (_gate) _disposed = true;
        await _ports.DisposeAsync();
        foreach (var scope in _scopes.Values) scope.Close();
        await _logs.DisposeAsync();
        await _services.DisposeAsync();
        _authority.Dispose();
    }

    private void Follow(AccountRegion scope, IEnumerable<EntityKey> changed)
    {
        if (BalancerKeys.Of(changed) is not { } keys) return;
        lock (_gate)
        {
            if (_disposed) return;
            if (!_scopes.TryGetValue(scope, out var live)) _scopes[scope] = live = new(scope, _connections, _hold.Hold, _logs);
            var listeners = live.Update(_engine.Store.Read(scope), keys);
            if (listeners.Count == 0) return;
            var all = _scopes.Values.SelectMany(each => each.Listeners).ToList();
            _ports.Update(all, listeners);
            // By name on the AWS endpoint's port: the listener on 80, or else that on the lowest port.
            _byHost = all.Where(each => !each.IsTls).OrderBy(each => each.Port != 80).ThenBy(each => each.Port)
                .DistinctBy(each => each.Snapshot!.DnsName).ToFrozenDictionary(each => each.Snapshot!.DnsName, StringComparer.OrdinalIgnoreCase);
        }
    }

    private void Bound(LiveListener listener, LocalPort local)
    {
        int? instead = local.Note is null ? null : local.Number;
        if (listener.Snapshot!.Listener.LocalPort != instead) _engine.Observations.Observe(listener.Scope, new ListenerBound(listener.Key, instead, local.Note));
    }

    private ListenerStatus Status(LiveListener listener)
    {
        var (port, note) = _ports.Find(listener);
        var snapshot = listener.Snapshot!;
        var scheme = listener.IsTls ? "https" : "http";
        var url = port == 0 ? "" : port == (listener.IsTls ? 443 : 80) ? $"{scheme}://{snapshot.DnsName}/" : $"{scheme}://{snapshot.DnsName}:{port}/";
        return new(listener.Arn, snapshot.Listener.Protocol, _address.ToString(), port, url, note ?? snapshot.Log?.Note);
    }
}
