namespace Docker.DotNet.Models;

/// <summary>Query of <c>GET /containers/{id}/stats</c>.</summary>
public class ContainerStatsParameters
{
    public bool Stream { get; set; } = true;

    public bool? OneShot { get; set; }
}
