using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>EventMessage: one event of <c>GET /events</c>.</summary>
public class Message
{
    public string Type { get; set; } = string.Empty;

    public string Action { get; set; } = string.Empty;

    public Actor Actor { get; set; } = default!;

    [JsonPropertyName("scope")]
    public string? Scope { get; set; }

    [JsonPropertyName("time")]
    public long? Time { get; set; }

    [JsonPropertyName("timeNano")]
    public long? TimeNano { get; set; }
}
