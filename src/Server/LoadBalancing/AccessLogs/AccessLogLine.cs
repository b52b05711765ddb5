using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Workbook.Orchestration.LoadBalancing.Routing;
using Workbook.Server.LoadBalancing.Http;

namespace Workbook.Server.LoadBalancing.AccessLogs;

/// <summary>An entry of the access log, with the fields of AWS's page "Access logs for your Application Load Balancer" in their order.</summary>
internal static class AccessLogLine
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>Of a User-Agent; what is longer is cut.</summary>
    private const int LongestAgent = 8 * 1024;

    /// <param name="status">What the client got.</param>
    /// <param name="began">The machine's timestamp of the request.</param>
    /// <param name="ended">That of its end.</param>
    /// <param name="now">Its end by the engine's clock.</param>
    public static string Of(AlbRequest request, int status, TimeProvider machine, long began, long ended, DateTimeOffset now)
    {
        var http = request.Http;
        var listener = request.Listener;
        var tls = http.Features.Get<ITlsHandshakeFeature>();
        var line = new StringBuilder(512);
        Add(TypeOf(request, status));
        Add(now.ToString(Time, CultureInfo.InvariantCulture));
        Add(listener.Balancer.Key);
        Add($"{Bracketed(request.SourceText)}:{http.Connection.RemotePort}");
        Add(request.LiveTarget?.Address);
        Add(Seconds(began, request.SentAt));
        Add(Seconds(request.SentAt, request.AnsweredAt));
        Add(Seconds(request.AnsweredAt, ended));
        Add(status.ToString(CultureInfo.InvariantCulture));
        Add(request.TargetStatus == 0 ? null : request.TargetStatus.ToString(CultureInfo.InvariantCulture));
        Add(Received(request).ToString(CultureInfo.InvariantCulture));
        Add((http.Response.ContentLength ?? 0).ToString(CultureInfo.InvariantCulture));
        Quote($"{request.Method} {request.Scheme}://{request.Host}:{request.Port}{request.Target} {(HttpProtocol.IsHttp2(http.Request.Protocol) ? "HTTP/2.0" : http.Request.Protocol)}");
        var agent = request.Header("User-Agent", 0);
        Quote(agent is { Length: > LongestAgent } ? agent[..LongestAgent] : agent);
        Add(tls?.NegotiatedCipherSuite?.ToString());
        Add(tls is null ? null : ProtocolOf(tls));
        Add(request.Group?.Arn);
        Quote(request.TraceHeader);
        Quote(tls?.HostName is { Length: > 0 } name ? name : null);
        Quote(tls is null ? null : listener.Listener.CertificateArns is [var certificate, ..] ? certificate : null);
        Add(request.Rule?.Priority.ToString(CultureInfo.InvariantCulture));
        Add(request.Received.ToString(Time, CultureInfo.InvariantCulture));
        Quote(request.Rule?.Action switch { GroupForward => "forward", Redirect => "redirect", FixedResponse => "fixed-response", _ => null });
        Quote(request.RedirectedTo);
        // error_reason is about Lambda functions.
        Quote(null);
        Quote(request.LiveTarget?.Address);
        Quote(request.TargetStatus == 0 ? null : request.TargetStatus.ToString(CultureInfo.InvariantCulture));
        Quote(request.Desync == Desync.Compliant ? null : request.Desync.ToString());
        Quote(null);
        Add($"TID_{http.Connection.Id.ToLowerInvariant()}");
        Quote(request.RewrittenHost);
        Quote(request.RewrittenTarget);
        Quote(request.RewrittenHost is null && request.RewrittenTarget is null ? null : "TransformSuccess");
        return line.ToString();

        void Add(string? field) => line.Append(line.Length == 0 ? "" : " ").Append(string.IsNullOrEmpty(field) ? "-" : field);

        void Quote(string? field) => Add($"\"{(string.IsNullOrEmpty(field) ? "-" : Escaped(field))}\"");

        // -1: it did not come so far.
        string Seconds(long from, long to) => from == 0 || to == 0 ? "-1" : machine.GetElapsedTime(from, to).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
    }

    private static string TypeOf(AlbRequest request, int status)
    {
        var isTls = request.Scheme == "https";
        if (status == 101) return isTls ? "wss" : "ws";
        if (request.Group?.Snapshot.IsGrpc == true) return "grpcs";
        return HttpProtocol.IsHttp2(request.Http.Request.Protocol) ? "h2" : isTls ? "https" : "http";
    }

    private static string ProtocolOf(ITlsHandshakeFeature tls) => tls.Protocol == System.Security.Authentication.SslProtocols.Tls13 ? "TLSv1.3" : "TLSv1.2";

    private static string Bracketed(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;

    /// <summary>Request line, headers and body, as HTTP/1.1 writes them.</summary>
    private static long Received(AlbRequest request)
    {
        // GET /a HTTP/1.1 and two line ends
        var bytes = request.Method.Length + request.Target.Length + "  HTTP/1.1\r\n\r\n".Length + (request.Http.Request.ContentLength ?? 0);
        foreach (var (name, values) in request.Http.Request.Headers)
            foreach (var value in values) bytes += name.Length + (value?.Length ?? 0) + ": \r\n".Length;
        return bytes;
    }

    /// <summary>What would end the field or the line is written as a number.</summary>
    private static string Escaped(string text)
    {
        if (text.AsSpan().IndexOfAny("\"\\\r\n") < 0 && Ascii.IsValid(text)) return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            if (character is '"' or '\\' || character < ' ' || character > '~') escaped.Append(CultureInfo.InvariantCulture, $"\\x{(int)character & 0xFF:X2}");
            else escaped.Append(character);
        }
        return escaped.ToString();
    }
}
