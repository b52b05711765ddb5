namespace Docker.DotNet.Models;

/// <summary>Query of <c>GET</c> and <c>HEAD /containers/{id}/archive</c>.</summary>
public class ContainerPathStatParameters
{
    public string Path { get; set; } = string.Empty;
}
