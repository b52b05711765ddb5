namespace Docker.DotNet.Handler.Abstractions;

/// <summary>No credentials, no TLS.</summary>
public sealed class NoopAuthProvider : IAuthProvider
{
    private NoopAuthProvider()
    {
    }

    public static NoopAuthProvider Instance { get; } = new();

    public bool TlsEnabled => false;

    public HttpMessageHandler ConfigureHandler(HttpMessageHandler handler) => handler;
}
