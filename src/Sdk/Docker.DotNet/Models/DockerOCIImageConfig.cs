namespace Docker.DotNet.Models;

/// <summary>ImageConfig: what containers of an image get unless they say otherwise.</summary>
public class DockerOCIImageConfig
{
    public string? User { get; set; }

    public IDictionary<string, EmptyStruct>? ExposedPorts { get; set; }

    public IList<string>? Env { get; set; }

    public IList<string>? Entrypoint { get; set; }

    public IList<string>? Cmd { get; set; }

    public IDictionary<string, EmptyStruct>? Volumes { get; set; }

    public string? WorkingDir { get; set; }

    public IDictionary<string, string>? Labels { get; set; }

    public string? StopSignal { get; set; }

    public HealthcheckConfig? Healthcheck { get; set; }

    public IList<string>? OnBuild { get; set; }

    public IList<string>? Shell { get; set; }
}
