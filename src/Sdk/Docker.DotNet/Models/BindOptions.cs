namespace Docker.DotNet.Models;

/// <summary>Mount.BindOptions: what only bind mounts have.</summary>
public class BindOptions
{
    public string? Propagation { get; set; }

    public bool? NonRecursive { get; set; }

    public bool? CreateMountpoint { get; set; }

    public bool? ReadOnlyNonRecursive { get; set; }

    public bool? ReadOnlyForceRecursive { get; set; }
}
