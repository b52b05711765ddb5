namespace Docker.DotNet.Models;

/// <summary>Query of <c>POST /containers/{id}/attach</c>.</summary>
public class ContainerAttachParameters
{
    public bool? Stream { get; set; }

    public bool? Stdin { get; set; }

    public bool? Stdout { get; set; }

    public bool? Stderr { get; set; }

    public string? DetachKeys { get; set; }

    public bool? Logs { get; set; }
}
