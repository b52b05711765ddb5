using System.Diagnostics.CodeAnalysis;
using System.Net.Security;

namespace Workbook.Server.LoadBalancing;

/// <summary>How load balancers speak TLS with targets: they do not look at their certificates (see "Target groups", "Protocol").</summary>
internal static class TargetTls
{
    [SuppressMessage("Security", "CA5359", Justification = "This is what Elastic Load Balancing does: self-signed and expired certificates are fine.")]
    public static SslClientAuthenticationOptions Options(bool isHttp2) => new()
    {
        TargetHost = "",
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
        ApplicationProtocols = isHttp2 ? [SslApplicationProtocol.Http2] : null,
    };
}
