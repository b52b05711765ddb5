namespace Docker.DotNet.Models;

/// <summary>A device's block IO limit, in HostConfig; bytes or operations a second.</summary>
public class ThrottleDevice
{
    public string Path { get; set; } = string.Empty;

    public ulong Rate { get; set; }
}
