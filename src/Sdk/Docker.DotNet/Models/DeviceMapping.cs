namespace Docker.DotNet.Models;

/// <summary>DeviceMapping: a device of the host inside a container.</summary>
public class DeviceMapping
{
    public string PathOnHost { get; set; } = default!;

    public string PathInContainer { get; set; } = default!;

    public string CgroupPermissions { get; set; } = default!;
}
