namespace Docker.DotNet.Models;

/// <summary>Mount.VolumeOptions.DriverConfig: the driver that creates the volume.</summary>
public class Driver
{
    public string Name { get; set; } = string.Empty;

    public IDictionary<string, string> Options { get; set; } = default!;
}
