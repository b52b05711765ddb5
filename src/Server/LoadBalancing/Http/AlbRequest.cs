using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Workbook.Orchestration.LoadBalancing.Routing;
using Workbook.Server.LoadBalancing.Live;

namespace Workbook.Server.LoadBalancing.Http;

/// <summary>One request on its way through the balancer. A connection uses the same object for its requests, one after the other.</summary>
internal sealed partial class AlbRequest : IRoutedRequest
{
    private string? _authority;
    private string _host = "";
    private int _hostPort;
    private Draw _draw = Draw.Seeded();

    public HttpContext Http { get; private set; } = null!;

    /// <summary>Null on the AWS endpoint's own port.</summary>
    public ClientConnection? Connection { get; set; }
    public ListenerSnapshot Listener { get; private set; } = null!;
    public string Method { get; private set; } = "";
    public string Scheme { get; private set; } = "";
    public string Path { get; private set; } = "";
    public string Query { get; private set; } = "";

    /// <summary>Path and query string as the client sent them.</summary>
    public string Target { get; private set; } = "";
    public SourceAddress Source { get; private set; }

    /// <summary>Who opened the connection.</summary>
    public IPAddress Client { get; private set; } = IPAddress.None;

    /// <summary>The port of this machine that the request came to.</summary>
    public int LocalPort { get; private set; }

    /// <summary>The Host header.</summary>
    public string Authority => _authority ?? "";
    public string Host => _host;
    public int Port => _hostPort != 0 ? _hostPort : LocalPort;

    /// <summary>By the engine's clock.</summary>
    public DateTimeOffset Received { get; private set; }

    public string? Header(string name, int index)
    {
        var values = Http.Request.Headers[name];
        return index < values.Count ? values[index] : null;
    }

    /// <summary>Takes a request up. The listener is not known before the Host is.</summary>
    public void Begin(HttpContext http)
    {
        Http = http;
        var request = http.Features.GetRequiredFeature<IHttpRequestFeature>();
        Method = request.Method;
        Scheme = request.Scheme;
        SetAuthority(request.Headers.Host);
        SetTarget(request);
        var connection = http.Connection;
        SetClient(connection.RemoteIpAddress ?? IPAddress.None);
        LocalPort = connection.LocalPort;
        ResetForwarding();
    }

    /// <summary>The listener has changed since the request entered it.</summary>
    public void Move(ListenerSnapshot newer) => Listener = newer;

    public void Enter(ListenerSnapshot listener, DateTimeOffset now)
    {
        Listener = listener;
        Received = now;
    }

    public double Unit() => _draw.Unit();

    /// <summary>Which of the load balancer's nodes the client has come to: the same for all requests of a connection, another for the next one.</summary>
    public uint Node => Connection?.Node ?? (uint)(Unit() * uint.MaxValue);

    private void SetAuthority(StringValues host)
    {
        var authority = host.Count == 0 ? "" : host[0]!;
        // Kestrel gives equal headers of a connection as the same text.
        if (ReferenceEquals(authority, _authority)) return;
        _authority = authority;
        var colon = authority.LastIndexOf(':');
        var hasPort = colon >= 0 && authority.AsSpan(colon).IndexOf(']') < 0;
        _host = hasPort ? authority[..colon] : authority;
        _hostPort = hasPort && int.TryParse(authority.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture, out var port) ? port : 0;
    }

    private void SetClient(IPAddress client)
    {
        if (ReferenceEquals(client, Client)) return;
        Client = client;
        Span<byte> bytes = stackalloc byte[16];
        client.TryWriteBytes(bytes, out var length);
        Source = SourceAddress.Of(bytes[..length]);
    }

    private void SetTarget(IHttpRequestFeature request)
    {
        var target = request.RawTarget;
        if (!target.StartsWith('/'))
        {
            // http://example.com/a?b → /a?b; the asterisk of OPTIONS stays
            var scheme = target.IndexOf("://", StringComparison.Ordinal);
            var slash = scheme < 0 ? -1 : target.IndexOf('/', scheme + 3);
            target = slash >= 0 ? target[slash..] : scheme >= 0 ? "/" : target;
        }
        if (ReferenceEquals(target, Target)) return;
        Target = target;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        Path = question < 0 ? target : target[..question];
        Query = question < 0 ? "" : target[(question + 1)..];
    }
}
