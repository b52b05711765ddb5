using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>CreateImageInfo, BuildInfo and PushImageInfo: one message of a pull, import, build, load or push. A failure after the answer began is a message with Error.</summary>
public class JSONMessage
{
    [JsonPropertyName("stream")]
    public string? Stream { get; set; }

    [JsonPropertyName("status")]
    public string? Status { get; set; }

    [JsonPropertyName("progressDetail")]
    public JSONProgress? Progress { get; set; }

    [JsonPropertyName("id")]
    public string? ID { get; set; }

    [JsonPropertyName("errorDetail")]
    public JSONError? Error { get; set; }
}
