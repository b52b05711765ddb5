namespace Docker.DotNet.Models;

/// <summary>ContainerSummary.NetworkSettings.</summary>
public class NetworkSettingsSummary
{
    public IDictionary<string, EndpointSettings> Networks { get; set; } = default!;
}
