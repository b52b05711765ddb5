namespace Docker.DotNet.Models;

/// <summary>NetworkingConfig: the networks that a new container is connected to.</summary>
public class NetworkingConfig
{
    public IDictionary<string, EndpointSettings> EndpointsConfig { get; set; } = default!;
}
