namespace Docker.DotNet.Models;

/// <summary>Query of <c>POST /containers/{id}/kill</c>.</summary>
public class ContainerKillParameters
{
    public string? Signal { get; set; }
}
