namespace Docker.DotNet.Models;

/// <summary>ExecInspectResponse: answer to <c>GET /exec/{id}/json</c>; there is no exit code while it runs.</summary>
public class ContainerExecInspectResponse
{
    public string ID { get; set; } = string.Empty;

    public bool Running { get; set; }

    public long? ExitCode { get; set; }

    public bool OpenStdin { get; set; }

    public bool OpenStderr { get; set; }

    public bool OpenStdout { get; set; }

    public bool CanRemove { get; set; }

    public string ContainerID { get; set; } = string.Empty;
}
