namespace Docker.DotNet.Handler.Abstractions;

/// <summary>Who the client is, and whether it speaks TLS.</summary>
public interface IAuthProvider
{
    bool TlsEnabled { get; }

    HttpMessageHandler ConfigureHandler(HttpMessageHandler handler);
}
