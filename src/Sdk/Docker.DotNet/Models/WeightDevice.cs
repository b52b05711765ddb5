namespace Docker.DotNet.Models;

/// <summary>A device's block IO weight, in HostConfig.</summary>
public class WeightDevice
{
    public string Path { get; set; } = string.Empty;

    public ushort Weight { get; set; }
}
