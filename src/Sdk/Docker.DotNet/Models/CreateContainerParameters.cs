using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>Query and body of <c>POST /containers/create</c>: ContainerConfig with HostConfig and NetworkingConfig.</summary>
public class CreateContainerParameters
{
    [JsonIgnore]
    public string? Name { get; set; }

    [JsonIgnore]
    public string? Platform { get; set; }

    public string Hostname { get; set; } = string.Empty;

    public string Domainname { get; set; } = string.Empty;

    public string User { get; set; } = string.Empty;

    public bool AttachStdin { get; set; }

    public bool AttachStdout { get; set; }

    public bool AttachStderr { get; set; }

    public IDictionary<string, EmptyStruct>? ExposedPorts { get; set; }

    public bool Tty { get; set; }

    public bool OpenStdin { get; set; }

    public bool StdinOnce { get; set; }

    public IList<string> Env { get; set; } = default!;

    public IList<string> Cmd { get; set; } = default!;

    public HealthcheckConfig? Healthcheck { get; set; }

    public bool? ArgsEscaped { get; set; }

    public string Image { get; set; } = string.Empty;

    public IDictionary<string, EmptyStruct> Volumes { get; set; } = default!;

    public string WorkingDir { get; set; } = string.Empty;

    public IList<string> Entrypoint { get; set; } = default!;

    public bool? NetworkDisabled { get; set; }

    public IList<string>? OnBuild { get; set; }

    public IDictionary<string, string> Labels { get; set; } = default!;

    public string? StopSignal { get; set; }

    [JsonConverter(typeof(JsonTimeSpanSecondsConverter))]
    public TimeSpan? StopTimeout { get; set; }

    public IList<string>? Shell { get; set; }

    public HostConfig? HostConfig { get; set; }

    public NetworkingConfig? NetworkingConfig { get; set; }
}
