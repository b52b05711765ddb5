namespace Docker.DotNet.Models;

/// <summary>Mount.TmpfsOptions: what only tmpfs mounts have; the size is in bytes.</summary>
public class TmpfsOptions
{
    public long? SizeBytes { get; set; }

    public uint? Mode { get; set; }

    public IList<IList<string>>? Options { get; set; }
}
