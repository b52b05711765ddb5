namespace Docker.DotNet.Handler.Abstractions;

/// <summary>How a client talks to the Engine.</summary>
public sealed record ClientOptions
{
    /// <summary>The API version to ask for; null is the Engine's newest.</summary>
    public Version? ApiVersion { get; init; }

    /// <summary>unix, npipe, tcp, http or https.</summary>
    public Uri Endpoint { get; init; } = null!;

    public IAuthProvider AuthProvider { get; init; } = NoopAuthProvider.Instance;

    /// <summary>Headers of every request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a request may take; what waits or streams by nature is not held to it.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);
}
