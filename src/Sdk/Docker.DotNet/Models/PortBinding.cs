using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>PortBinding: a port of the host that leads to a port of a container.</summary>
public class PortBinding
{
    [JsonPropertyName("HostIp")]
    public string HostIP { get; set; } = string.Empty;

    public string HostPort { get; set; } = string.Empty;
}
