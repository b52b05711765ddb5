namespace Docker.DotNet.Models;

/// <summary>Ulimit: a resource limit of a container's processes.</summary>
public class Ulimit
{
    public string Name { get; set; } = string.Empty;

    public long Hard { get; set; }

    public long Soft { get; set; }
}
