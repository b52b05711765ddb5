using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>ContainerCreateResponse: answer to <c>POST /containers/create</c>.</summary>
public class CreateContainerResponse
{
    [JsonPropertyName("Id")]
    public string ID { get; set; } = string.Empty;

    public IList<string> Warnings { get; set; } = default!;
}
