namespace Docker.DotNet.Models;

/// <summary>Mount.VolumeOptions: what only volume mounts have.</summary>
public class VolumeOptions
{
    public bool? NoCopy { get; set; }

    public IDictionary<string, string>? Labels { get; set; }

    public string? Subpath { get; set; }

    public Driver? DriverConfig { get; set; }
}
