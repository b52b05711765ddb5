namespace Docker.DotNet.Models;

/// <summary>NetworkSettings: a container's ports and networks.</summary>
public class NetworkSettings
{
    public string SandboxID { get; set; } = string.Empty;

    public string SandboxKey { get; set; } = string.Empty;

    public IDictionary<string, IList<PortBinding>> Ports { get; set; } = default!;

    public IDictionary<string, EndpointSettings> Networks { get; set; } = default!;
}
