using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Workbook.Server.LoadBalancing.Live;

namespace Workbook.Server.LoadBalancing.Certificates;

/// <summary>The certificates of HTTPS and TLS listeners, by their ARNs. Each is made when a client first asks for it.</summary>
internal sealed class TlsCertificates(CertificateAuthority authority)
{
    private readonly ConcurrentDictionary<(string Arn, string Region), SslStreamCertificateContext> _contexts = new();

    /// <summary>What a listener shows a client.</summary>
    public SslStreamCertificateContext Of(string certificateArn, string region) => _contexts.GetOrAdd((certificateArn, region), each =>
        SslStreamCertificateContext.Create(authority.Issue(each.Arn, each.Region), [authority.Root], offline: true));

    /// <param name="find">The listener for the name that a client asks for, or for null.</param>
    public TlsHandshakeCallbackOptions Handshakes(Func<string?, LiveListener?> find) => new()
    {
        OnConnection = context =>
        {
            var listener = find(context.ClientHelloInfo.ServerName) ?? throw new AuthenticationException("No listener is there any more.");
            var snapshot = listener.Snapshot ?? throw new AuthenticationException("The listener is gone.");
            return ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = Of(snapshot.Listener.CertificateArns is [var first, ..] ? first : listener.Arn, listener.Scope.Region),
                EnabledSslProtocols = Protocols(snapshot.Listener.SslPolicy),
                ApplicationProtocols = snapshot.Settings.IsHttp2Enabled ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] : [SslApplicationProtocol.Http11],
            });
        },
    };

    /// <summary>The TLS versions of a security policy. Versions before 1.2 are left to AWS: not every machine's library still has them.</summary>
    [SuppressMessage("Security", "CA5397", Justification = "The versions are those of the policy, none of which is deprecated.")]
    [SuppressMessage("Security", "CA5398", Justification = "The versions are those of the policy.")]
    public static SslProtocols Protocols(string? policy) => policy switch
    {
        null => SslProtocols.Tls12 | SslProtocols.Tls13,
        // It is what the policy is about that other versions are refused.
        _ when policy.StartsWith("ELBSecurityPolicy-TLS13-1-3", StringComparison.Ordinal) => SslProtocols.Tls13,
        _ when policy.StartsWith("ELBSecurityPolicy-TLS13", StringComparison.Ordinal) => SslProtocols.Tls12 | SslProtocols.Tls13,
        _ => SslProtocols.Tls12,
    };
}
