using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workbook.Orchestration.LoadBalancing.Routing;
using Workbook.Server.LoadBalancing.Certificates;
using Workbook.Server.LoadBalancing.Http;
using Workbook.Server.LoadBalancing.Live;

namespace Workbook.Server.LoadBalancing.Ports;

/// <summary>A port of this machine with all listeners on it, which are told apart by the Host header.</summary>
[SuppressMessage("Design", "CA1001", Justification = "StopAsync disposes.")]
internal sealed class ListenerPort
{
    private readonly KestrelServer _server;
    private readonly KestrelServerOptions _options;
    private readonly TimeProvider _clock;
    private readonly AlbApplication _application;
    private volatile Routes _routes = new([], FrozenDictionary<string, LiveListener>.Empty);
    private Task _started = Task.CompletedTask;
    private uint _connections;

    public ListenerPort(LocalPort local, IPAddress address, bool isTls, IServiceProvider services, AlbPipeline pipeline, TlsCertificates certificates, TimeProvider clock)
    {
        Local = local;
        _clock = clock;
        var logs = services.GetRequiredService<ILoggerFactory>();
        _application = new(Find, pipeline, logs.CreateLogger<AlbApplication>());
        _options = new() { AddServerHeader = false, ApplicationServices = services, RequestHeaderEncodingSelector = _ => Encoding.Latin1, ResponseHeaderEncodingSelector = _ => Encoding.Latin1 };
        var limits = _options.Limits;
        (limits.MaxRequestLineSize, limits.MaxRequestHeadersTotalSize, limits.MaxRequestHeaderCount) = (16 * 1024, 64 * 1024, 500);
        (limits.MaxRequestBodySize, limits.MinRequestBodyDataRate, limits.MinResponseDataRate) = (null, null, null);
        (limits.Http2.MaxStreamsPerConnection, limits.MaxResponseBufferSize) = (128, 256 * 1024);
        _options.Listen(new IPEndPoint(address, local.Number), listen =>
        {
            listen.Protocols = isTls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
            if (isTls) listen.UseHttps(certificates.Handshakes(Find));
            listen.Use(next => connection => Serve(connection, next));
        });
        var transport = new SocketTransportOptions { CreateBoundListenSocket = _ => local.Socket };
        _server = new(Options.Create(_options), new SocketTransportFactory(Options.Create(transport), logs), logs);
    }

    public LocalPort Local { get; }

    /// <summary>Why it cannot be used after all; null as long as all is well.</summary>
    public Exception? Failure => _started.Exception?.InnerException;

    public IReadOnlyList<LiveListener> Listeners => _routes.Ordered;

    public void Start() => _started = _server.StartAsync(_application, default);

    /// <summary>Accepts nothing more, and lets requests under way end until that is cancelled.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        try
        {
            await _started;
        }
        catch (IOException)
        {
            Local.Socket.Dispose();
        }
        await _server.StopAsync(cancellation);
        _server.Dispose();
    }

    /// <param name="listeners">The one that was created first comes first: it also gets requests for hosts that nobody knows.</param>
    public void Serve(IReadOnlyList<LiveListener> listeners)
    {
        _routes = new(listeners, listeners
            .Where(each => each.Snapshot is not null)
            .DistinctBy(each => each.Snapshot!.DnsName)
            .ToFrozenDictionary(each => each.Snapshot!.DnsName, StringComparer.OrdinalIgnoreCase));
        var settings = listeners.Select(each => each.Snapshot!.Settings).ToList();
        if (settings is []) return;
        // Kestrel has one limit for all on the port: nobody gets less than he asked for.
        _options.Limits.KeepAliveTimeout = settings.Max(each => each.ClientKeepAlive);
        _options.Limits.RequestHeadersTimeout = settings.Max(each => each.IdleTimeout);
    }

    private LiveListener? Find(string? host)
    {
        var routes = _routes;
        if (routes.Ordered.Count > 1 && host is not null && routes.ByHost.TryGetValue(host, out var listener)) return listener;
        return routes.Ordered is [var first, ..] ? first : null;
    }

    private async Task Serve(ConnectionContext connection, ConnectionDelegate next)
    {
        var client = new ClientConnection(Interlocked.Increment(ref _connections));
        connection.Features.Set(client);
        var isHttp2 = connection.Features.Get<ISslStreamFeature>()?.SslStream.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2;
        if (!isHttp2) connection.Transport = new Duplex(connection.Transport.Input, new RefusalWriter(connection.Transport.Output, client, Refuse));
        await next(connection);
    }

    /// <summary>Kestrel's 431 and 505 are 400 here; a length of the URL that is too much has a code of its own.</summary>
    private byte[] Refuse(int kestrels)
    {
        var code = kestrels is 408 or 413 or 414 ? kestrels : 400;
        if (Find(null)?.Snapshot is { } listener)
        {
            var now = _clock.GetUtcNow();
            listener.Metrics.At(now).Add(Metrics.Metric.HTTPCode_ELB_4XX_Count);
        }
        return ElbAnswer.Of(code).ToBytes(_clock.GetUtcNow());
    }

    private sealed record Routes(IReadOnlyList<LiveListener> Ordered, FrozenDictionary<string, LiveListener> ByHost);

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
