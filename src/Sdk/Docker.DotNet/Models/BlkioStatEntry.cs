using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>ContainerBlkioStatEntry: block IO of one device and operation.</summary>
public class BlkioStatEntry
{
    [JsonPropertyName("major")]
    public ulong Major { get; set; }

    [JsonPropertyName("minor")]
    public ulong Minor { get; set; }

    [JsonPropertyName("op")]
    public string Op { get; set; } = string.Empty;

    [JsonPropertyName("value")]
    public ulong Value { get; set; }
}
