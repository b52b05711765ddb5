using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>ImageSummary: an element of the answer to <c>GET /images/json</c>.</summary>
public class ImagesListResponse
{
    public long Containers { get; set; }

    public DateTime Created { get; set; }

    [JsonPropertyName("Id")]
    public string ID { get; set; } = string.Empty;

    public IDictionary<string, string> Labels { get; set; } = default!;

    [JsonPropertyName("ParentId")]
    public string ParentID { get; set; } = string.Empty;

    public IList<string> RepoDigests { get; set; } = default!;

    public IList<string> RepoTags { get; set; } = default!;

    public long SharedSize { get; set; }

    public long Size { get; set; }
}
