namespace Docker.DotNet.Models;

/// <summary>MountPoint: a mount of a container as it came out.</summary>
public class MountPoint
{
    public string Type { get; set; } = string.Empty;

    public string Name { get; set; } = string.Empty;

    public string Source { get; set; } = string.Empty;

    public string Destination { get; set; } = string.Empty;

    public string Driver { get; set; } = string.Empty;

    public string Mode { get; set; } = string.Empty;

    public bool RW { get; set; }

    public string Propagation { get; set; } = string.Empty;
}
