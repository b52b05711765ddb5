namespace Docker.DotNet.Models;

/// <summary>ContainerState: Status is created, running, paused, restarting, removing, exited or dead.</summary>
public class State
{
    public string Status { get; set; } = string.Empty;

    public bool Running { get; set; }

    public bool Paused { get; set; }

    public bool Restarting { get; set; }

    public bool OOMKilled { get; set; }

    public bool Dead { get; set; }

    public long Pid { get; set; }

    public long ExitCode { get; set; }

    public string Error { get; set; } = string.Empty;

    public string StartedAt { get; set; } = string.Empty;

    public string FinishedAt { get; set; } = string.Empty;

    public Health? Health { get; set; }
}
