using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Workbook.Engine.State;

namespace Workbook.Server.LoadBalancing.Certificates;

/// <summary>
/// The workbook's own certificate authority: made once, and kept in the data folder where there is one. Who trusts its certificate
/// (<c>GET /_workbook/ca.pem</c>) trusts every HTTPS listener here.
/// </summary>
internal sealed class CertificateAuthority : IDisposable
{
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(3650);
    private static readonly TimeSpan LeafLasts = TimeSpan.FromDays(397);
    private readonly X509Certificate2 _root;
    private readonly TimeProvider _machine;

    public CertificateAuthority(string? dataFolder, TimeProvider machine)
    {
        _machine = machine;
        var path = dataFolder is null ? null : Path.Combine(dataFolder, "load-balancing", "ca.pem");
        if (path is not null && File.Exists(path))
        {
            var kept = File.ReadAllText(path);
            _root = X509Certificate2.CreateFromPem(kept, kept);
            return;
        }
        _root = NewRoot(machine.GetUtcNow());
        using var key = _root.GetECDsaPrivateKey()!;
        if (path is not null) OwnFile.Write(path, Encoding.ASCII.GetBytes($"{Pem}\n{key.ExportPkcs8PrivateKeyPem()}\n"));
    }

    /// <summary>The certificate to trust.</summary>
    public string Pem => _root.ExportCertificatePem();

    public X509Certificate2 Root => _root;

    /// <summary>A certificate for every load balancer of a region, and for this machine.</summary>
    /// <param name="name">What it calls itself: a certificate's ARN.</param>
    public X509Certificate2 Issue(string name, string region)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // A common name has at most 64 characters; an ARN ends with what tells it from others.
        var request = new CertificateRequest($"CN={name[Math.Max(0, name.Length - 60)..].Replace(',', ' ').Replace('+', ' ').Replace('"', ' ').Replace('=', ' ')}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName($"*.{region}.elb.localhost");
        names.AddDnsName("localhost");
        names.AddDnsName("*.localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_root, true, false));
        var now = _machine.GetUtcNow();
        using var issued = request.Create(_root, now.AddDays(-1), now + LeafLasts, RandomNumberGenerator.GetBytes(16));
        using var whole = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    public void Dispose() => _root.Dispose();

    private static X509Certificate2 NewRoot(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ECS Workbook on this machine", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now.AddDays(-1), now + Lasts);
    }
}
