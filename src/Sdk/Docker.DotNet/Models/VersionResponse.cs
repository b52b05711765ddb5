using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>SystemVersion: answer to <c>GET /version</c>.</summary>
public class VersionResponse
{
    public string Version { get; set; } = string.Empty;

    [JsonPropertyName("ApiVersion")]
    public string APIVersion { get; set; } = string.Empty;

    public string? MinAPIVersion { get; set; }

    public string Os { get; set; } = string.Empty;

    public string Arch { get; set; } = string.Empty;

    public string? GitCommit { get; set; }

    public string? GoVersion { get; set; }

    public string? KernelVersion { get; set; }

    public bool? Experimental { get; set; }

    public string? BuildTime { get; set; }
}
