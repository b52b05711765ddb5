using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Docker.DotNet.Handler.Abstractions;

namespace Docker.DotNet.X509;

/// <summary>The certificates that the docker command keeps in DOCKER_CERT_PATH: cert.pem, key.pem and, for an authority of one's own, ca.pem.</summary>
public sealed class DockerTlsCertificates(X509Certificate2 certificate, X509Certificate2? certificateAuthorityCertificate = null)
{
    public static DockerTlsCertificates LoadFromDirectory(
        string directoryPath,
        bool loadCertificateAuthority = true,
        string caPemFileName = "ca.pem",
        string certPemFileName = "cert.pem",
        string keyPemFileName = "key.pem")
    {
        var authority = Path.Combine(directoryPath, caPemFileName);
        return new DockerTlsCertificates(
            LoadCertificateFromPemFiles(Path.Combine(directoryPath, certPemFileName), Path.Combine(directoryPath, keyPemFileName)),
            loadCertificateAuthority && File.Exists(authority) ? LoadCertificateAuthorityFromPemFile(authority) : null);
    }

    public static X509Certificate2 LoadCertificateFromPemFiles(string certPemPath, string keyPemPath)
    {
        var certificate = X509Certificate2.CreateFromPemFile(certPemPath, keyPemPath);
        if (!OperatingSystem.IsWindows()) return certificate;
        // Windows does not use keys that exist in memory only; a round trip through PKCS #12 gives the key a place.
        using (certificate) return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }

    public static X509Certificate2 LoadCertificateAuthorityFromPemFile(string caPemPath) => X509CertificateLoader.LoadCertificateFromFile(caPemPath);

    public static RemoteCertificateValidationCallback CreateCertificateAuthorityValidationCallback(X509Certificate2 certificateAuthorityCertificate) =>
        (_, presented, _, errors) =>
        {
            if (presented is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return false;
            using var chain = new X509Chain();
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(certificateAuthorityCertificate);
            return chain.Build(presented as X509Certificate2 ?? new X509Certificate2(presented));
        };

    public IAuthProvider CreateCredentials() => new CertificateCredentials(certificate)
    {
        ServerCertificateValidationCallback = certificateAuthorityCertificate is null ? null : CreateCertificateAuthorityValidationCallback(certificateAuthorityCertificate),
    };
}
