namespace Docker.DotNet.Models;

/// <summary>Mount.ImageOptions: what only image mounts have.</summary>
public class ImageOptions
{
    public string? Subpath { get; set; }
}
