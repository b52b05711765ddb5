namespace Docker.DotNet.Models;

/// <summary>Query of <c>GET /containers/{id}/json</c>.</summary>
public class ContainerInspectParameters
{
    public bool? IncludeSize { get; set; }
}
