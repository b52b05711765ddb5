namespace Docker.DotNet.Models;

/// <summary>Query of <c>GET /containers/{id}/top</c>.</summary>
public class ContainerListProcessesParameters
{
    public string? PsArgs { get; set; }
}
