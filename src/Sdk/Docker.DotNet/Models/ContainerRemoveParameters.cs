namespace Docker.DotNet.Models;

/// <summary>Query of <c>DELETE /containers/{id}</c>.</summary>
public class ContainerRemoveParameters
{
    public bool? RemoveVolumes { get; set; }

    public bool? RemoveLinks { get; set; }

    public bool? Force { get; set; }
}
