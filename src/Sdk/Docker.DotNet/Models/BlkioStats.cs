using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>ContainerBlkioStats: block IO, by device and operation.</summary>
public class BlkioStats
{
    [JsonPropertyName("io_service_bytes_recursive")]
    public IList<BlkioStatEntry> IoServiceBytesRecursive { get; set; } = default!;

    [JsonPropertyName("io_serviced_recursive")]
    public IList<BlkioStatEntry> IoServicedRecursive { get; set; } = default!;
}
