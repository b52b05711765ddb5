using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>ExecConfig: body of <c>POST /containers/{id}/exec</c>.</summary>
public class ContainerExecCreateParameters
{
    public string User { get; set; } = string.Empty;

    public bool Privileged { get; set; }

    [JsonPropertyName("Tty")]
    public bool TTY { get; set; }

    public bool AttachStdin { get; set; }

    public bool AttachStderr { get; set; }

    public bool AttachStdout { get; set; }

    public string DetachKeys { get; set; } = string.Empty;

    public IList<string> Env { get; set; } = default!;

    public string WorkingDir { get; set; } = string.Empty;

    public IList<string> Cmd { get; set; } = default!;
}
