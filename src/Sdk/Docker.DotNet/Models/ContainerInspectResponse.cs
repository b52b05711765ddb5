using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>ContainerInspectResponse: answer to <c>GET /containers/{id}/json</c>.</summary>
public class ContainerInspectResponse
{
    [JsonPropertyName("Id")]
    public string ID { get; set; } = string.Empty;

    public DateTime Created { get; set; }

    public string Path { get; set; } = string.Empty;

    public IList<string> Args { get; set; } = default!;

    public State? State { get; set; }

    public string Image { get; set; } = string.Empty;

    public string ResolvConfPath { get; set; } = string.Empty;

    public string HostnamePath { get; set; } = string.Empty;

    public string HostsPath { get; set; } = string.Empty;

    public string LogPath { get; set; } = string.Empty;

    public string Name { get; set; } = string.Empty;

    public long RestartCount { get; set; }

    public string Driver { get; set; } = string.Empty;

    public string Platform { get; set; } = string.Empty;

    public string MountLabel { get; set; } = string.Empty;

    public string ProcessLabel { get; set; } = string.Empty;

    public string AppArmorProfile { get; set; } = string.Empty;

    public IList<string> ExecIDs { get; set; } = default!;

    public HostConfig? HostConfig { get; set; }

    public long? SizeRw { get; set; }

    public long? SizeRootFs { get; set; }

    public IList<MountPoint> Mounts { get; set; } = default!;

    public ContainerConfig? Config { get; set; }

    public NetworkSettings? NetworkSettings { get; set; }
}
