namespace Docker.DotNet.Models;

/// <summary>What <c>GET /containers/{id}/archive</c> gives: a path's stat, and its tar archive if it was asked for.</summary>
public class ContainerArchiveResponse
{
    public ContainerPathStatResponse Stat { get; set; } = default!;

    public Stream? Stream { get; set; }
}
