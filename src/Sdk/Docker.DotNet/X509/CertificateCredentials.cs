using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Docker.DotNet.Handler.Abstractions;

namespace Docker.DotNet.X509;

/// <summary>TLS with a client certificate.</summary>
public class CertificateCredentials(X509Certificate2 clientCertificate) : IAuthProvider
{
    /// <summary>Decides whether to trust the Engine's certificate; null leaves it to the operating system.</summary>
    public RemoteCertificateValidationCallback? ServerCertificateValidationCallback { get; set; }

    public bool TlsEnabled => true;

    public HttpMessageHandler ConfigureHandler(HttpMessageHandler handler)
    {
        if (handler is not SocketsHttpHandler sockets) throw new NotSupportedException($"{handler.GetType().Name} cannot be given a certificate.");
        sockets.SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificates = [clientCertificate],
            RemoteCertificateValidationCallback = ServerCertificateValidationCallback,
        };
        return sockets;
    }
}
