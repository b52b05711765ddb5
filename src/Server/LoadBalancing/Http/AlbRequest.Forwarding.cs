using System.Net.Http.Headers;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Workbook.Orchestration.LoadBalancing.Routing;
using Workbook.Server.LoadBalancing.Live;
using Yarp.ReverseProxy.Forwarder;

namespace Workbook.Server.LoadBalancing.Http;

/// <summary>What a request becomes for its target, and the answer for the client.</summary>
internal sealed partial class AlbRequest : HttpTransformer
{
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public RoutedRule? Rule { get; set; }
    public LiveGroup? Group { get; set; }
    public LiveTarget? LiveTarget { get; set; }
    public string? TraceHeader { get; set; }
    public Desync Desync { get; set; }

    /// <summary>The code that the target answered with; 0 while it has not.</summary>
    public int TargetStatus { get; private set; }

    /// <summary>When it was sent to the target and when the target answered, by the machine's timestamps; 0: not yet.</summary>
    public long SentAt { get; set; }
    public long AnsweredAt { get; private set; }

    /// <summary>Host and URL after the rule's transforms; null where there were none.</summary>
    public string? RewrittenHost { get; set; }
    public string? RewrittenTarget { get; set; }

    /// <summary>Where a redirect sent the client.</summary>
    public string? RedirectedTo { get; set; }

    /// <summary>Adds cookies to the answer; null where clients do not stick to anything.</summary>
    public Stickiness? Stickiness { get; set; }

    public TimeProvider Machine { get; set; } = TimeProvider.System;

    public override ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        var drops = Listener.Settings.DropsInvalidHeaders;
        foreach (var (name, values) in Http.Request.Headers)
        {
            if (HopHeaders.Contains(name) || (drops && !HopHeaders.IsValid(name))) continue;
            Add(proxyRequest, name, values);
        }
        if (Group!.Snapshot.IsGrpc) proxyRequest.Headers.TryAddWithoutValidation("TE", "trailers");
        AddForwarded(proxyRequest.Headers);
        proxyRequest.Headers.TryAddWithoutValidation("X-Amzn-Trace-Id", TraceHeader);
        proxyRequest.Headers.Host = HostForTarget();
        // Both connections end after a request that targets might read in several ways.
        if (Desync == Desync.Ambiguous && Listener.Settings.DesyncMitigation == "defensive") proxyRequest.Headers.ConnectionClose = true;
        proxyRequest.RequestUri = new Uri(destinationPrefix + (RewrittenTarget ?? Target), AsItIs);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null) return true;
        AnsweredAt = Machine.GetTimestamp();
        TargetStatus = (int)proxyResponse.StatusCode;
        await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        Stickiness?.Apply(this);
        Listener.ResponseHeaders?.Apply(Http.Response.Headers);
        if (Desync == Desync.Ambiguous && Listener.Settings.DesyncMitigation == "defensive" && Http.Request.Protocol == "HTTP/1.1") Http.Response.Headers.Connection = "close";
        return true;
    }

    private static void Add(HttpRequestMessage message, string name, StringValues values)
    {
        if (values.Count == 1)
        {
            if (message.Headers.TryAddWithoutValidation(name, values[0])) return;
            if (Content(message, name) is { } headers) headers.TryAddWithoutValidation(name, values[0]);
            return;
        }
        // HTTP/2 sends cookies one by one.
        if (name.Equals("Cookie", StringComparison.OrdinalIgnoreCase)) message.Headers.TryAddWithoutValidation(name, string.Join("; ", values.ToArray()));
        else if (!message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values) && Content(message, name) is { } headers) headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
    }

    /// <summary>A GET may have a Content-Type and no content.</summary>
    private static HttpContentHeaders? Content(HttpRequestMessage message, string name)
    {
        if (message.Content is not null) return message.Content.Headers;
        if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)) return null;
        return (message.Content = new ByteArrayContent([])).Headers;
    }

    private void AddForwarded(HttpRequestHeaders headers)
    {
        var given = Http.Request.Headers["X-Forwarded-For"];
        switch (Listener.Settings.ForwardedFor)
        {
            case "preserve":
                if (given.Count > 0) headers.TryAddWithoutValidation("X-Forwarded-For", given.ToString());
                break;
            case "append":
                var client = SourceText;
                if (Listener.Settings.ForwardsClientPort) client = $"{(client.Contains(':', StringComparison.Ordinal) ? $"[{client}]" : client)}:{Http.Connection.RemotePort}";
                headers.TryAddWithoutValidation("X-Forwarded-For", given.Count == 0 ? client : $"{string.Join(", ", given.ToArray())}, {client}");
                break;
        }
        if (Listener.TlsHeaders is var (version, cipherSuite) && Http.Features.Get<ITlsHandshakeFeature>() is { } tls)
        {
            headers.TryAddWithoutValidation(version, tls.Protocol == SslProtocols.Tls13 ? "TLSv1.3" : "TLSv1.2");
            headers.TryAddWithoutValidation(cipherSuite, tls.NegotiatedCipherSuite?.ToString());
        }
        headers.TryAddWithoutValidation("X-Forwarded-Proto", Scheme);
        headers.TryAddWithoutValidation("X-Forwarded-Port", Decimal(LocalPort));
    }

    public string SourceText => Connection?.Text(Client) ?? (Client.IsIPv4MappedToIPv6 ? Client.MapToIPv4() : Client).ToString();

    /// <summary>By default a port that is not the protocol's own is added where the client left it out.</summary>
    private string HostForTarget()
    {
        var host = RewrittenHost ?? Authority;
        return Listener.Settings.PreservesHost || _hostPort != 0 || RewrittenHost is not null || LocalPort == (Scheme == "https" ? 443 : 80) || host.Length == 0
            ? host
            : $"{host}:{Decimal(LocalPort)}";
    }

    private static string Decimal(int number) => number switch
    {
        80 => "80",
        443 => "443",
        _ => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private void ResetForwarding()
    {
        Rule = null;
        Group = null;
        LiveTarget = null;
        TraceHeader = null;
        Desync = Desync.Compliant;
        TargetStatus = 0;
        SentAt = 0;
        AnsweredAt = 0;
        RewrittenHost = null;
        RewrittenTarget = null;
        RedirectedTo = null;
        Stickiness = null;
    }

    public string NewTrace() => TraceId.Next(Header("X-Amzn-Trace-Id", 0), Received, ref _draw);
}
