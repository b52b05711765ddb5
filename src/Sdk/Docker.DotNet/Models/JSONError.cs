using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>ErrorDetail: why a pull, import, build, load or push failed.</summary>
public class JSONError
{
    [JsonPropertyName("code")]
    public long? Code { get; set; }

    [JsonPropertyName("message")]
    public string? Message { get; set; }
}
