using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>The header <c>X-Docker-Container-Path-Stat</c>: a file or folder in a container.</summary>
public class ContainerPathStatResponse
{
    [JsonPropertyName("name")]
    public string Name { get; set; } = string.Empty;

    [JsonPropertyName("size")]
    public long Size { get; set; }

    [JsonPropertyName("mode")]
    public uint Mode { get; set; }

    [JsonPropertyName("mtime")]
    public DateTime Mtime { get; set; }

    [JsonPropertyName("linkTarget")]
    public string LinkTarget { get; set; } = string.Empty;
}
