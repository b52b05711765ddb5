using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>ContainerSummary: an element of the answer to <c>GET /containers/json</c>.</summary>
public class ContainerListResponse
{
    [JsonPropertyName("Id")]
    public string ID { get; set; } = string.Empty;

    public IList<string> Names { get; set; } = default!;

    public string Image { get; set; } = string.Empty;

    public string ImageID { get; set; } = string.Empty;

    public string Command { get; set; } = string.Empty;

    public DateTime Created { get; set; }

    public IList<PortSummary> Ports { get; set; } = default!;

    public long? SizeRw { get; set; }

    public long? SizeRootFs { get; set; }

    public IDictionary<string, string> Labels { get; set; } = default!;

    public string State { get; set; } = string.Empty;

    public string Status { get; set; } = string.Empty;

    public SummaryHostConfig HostConfig { get; set; } = default!;

    public HealthSummary? Health { get; set; }

    public NetworkSettingsSummary? NetworkSettings { get; set; }

    public IList<MountPoint> Mounts { get; set; } = default!;
}
