using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>NetworkCreateResponse: answer to <c>POST /networks/create</c>.</summary>
public class NetworksCreateResponse
{
    [JsonPropertyName("Id")]
    public string ID { get; set; } = string.Empty;

    public string Warning { get; set; } = string.Empty;
}
