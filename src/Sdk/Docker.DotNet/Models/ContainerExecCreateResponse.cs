using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>IdResponse: answer to <c>POST /containers/{id}/exec</c>.</summary>
public class ContainerExecCreateResponse
{
    [JsonPropertyName("Id")]
    public string ID { get; set; } = string.Empty;
}
