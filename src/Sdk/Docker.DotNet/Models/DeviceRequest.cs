namespace Docker.DotNet.Models;

/// <summary>DeviceRequest: devices that a device driver (such as nvidia) provides.</summary>
public class DeviceRequest
{
    public string Driver { get; set; } = string.Empty;

    public long Count { get; set; }

    public IList<string> DeviceIDs { get; set; } = default!;

    public IList<IList<string>> Capabilities { get; set; } = default!;

    public IDictionary<string, string> Options { get; set; } = default!;
}
