namespace Docker.DotNet.Models;

/// <summary>Query of <c>POST /containers/{id}/stop</c>.</summary>
public class ContainerStopParameters
{
    public uint? WaitBeforeKillSeconds { get; set; }

    public string? Signal { get; set; }
}
