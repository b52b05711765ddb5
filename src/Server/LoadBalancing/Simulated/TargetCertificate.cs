using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Workbook.Server.LoadBalancing.Simulated;

/// <summary>What simulated servers show who speaks TLS to them. Nobody has to trust it: load balancers do not look at the certificates of targets.</summary>
internal static class TargetCertificate
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(3650);

    /// <param name="now">A year after the beginning of its validity, for clocks may differ.</param>
    public static X509Certificate2 Make(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=simulated container", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(now.AddYears(-1), now + Validity);
    }
}
