using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>ExecStartConfig: body of <c>POST /exec/{id}/start</c>.</summary>
public class ContainerExecStartParameters
{
    public bool Detach { get; set; }

    [JsonPropertyName("Tty")]
    public bool TTY { get; set; }
}
