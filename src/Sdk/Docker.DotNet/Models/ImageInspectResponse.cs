using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>ImageInspect: answer to <c>GET /images/{name}/json</c>.</summary>
public class ImageInspectResponse
{
    [JsonPropertyName("Id")]
    public string ID { get; set; } = string.Empty;

    public IList<string> RepoTags { get; set; } = default!;

    public IList<string> RepoDigests { get; set; } = default!;

    public string? Comment { get; set; }

    public DateTime? Created { get; set; }

    public string? Author { get; set; }

    public DockerOCIImageConfig? Config { get; set; }

    public string Architecture { get; set; } = string.Empty;

    public string? Variant { get; set; }

    public string Os { get; set; } = string.Empty;

    public string? OsVersion { get; set; }

    public long Size { get; set; }

    public RootFS RootFS { get; set; } = default!;
}
