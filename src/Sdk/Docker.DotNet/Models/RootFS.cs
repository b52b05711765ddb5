namespace Docker.DotNet.Models;

/// <summary>ImageInspect.RootFS: an image's layers.</summary>
public class RootFS
{
    public string? Type { get; set; }

    public IList<string>? Layers { get; set; }
}
