namespace Docker.DotNet.Models;

/// <summary>Query of <c>POST /containers/{id}/restart</c>.</summary>
public class ContainerRestartParameters
{
    public uint? WaitBeforeKillSeconds { get; set; }

    public string? Signal { get; set; }
}
