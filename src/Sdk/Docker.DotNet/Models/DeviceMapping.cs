namespace Docker.DotNet.Models;

/// <summary>DeviceMapping: a device of the host inside a container.</summary>
public class DeviceMapping
{
    public string PathOnHost { get; set; } = string.Empty;

    public string PathInContainer { get; set; } = string.Empty;

    public string CgroupPermissions { get; set; } = string.Empty;
}
