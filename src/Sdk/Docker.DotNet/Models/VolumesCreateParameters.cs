namespace Docker.DotNet.Models;

/// <summary>VolumeCreateOptions: body of <c>POST /volumes/create</c>.</summary>
public class VolumesCreateParameters
{
    public string Name { get; set; } = string.Empty;

    public string Driver { get; set; } = string.Empty;

    public IDictionary<string, string> DriverOpts { get; set; } = default!;

    public IDictionary<string, string> Labels { get; set; } = default!;
}
