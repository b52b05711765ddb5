namespace Docker.DotNet.Models;

/// <summary>PortSummary: a port of a container, and where it is published.</summary>
public class PortSummary
{
    public string? IP { get; set; }

    public ushort PrivatePort { get; set; }

    public ushort? PublicPort { get; set; }

    public string Type { get; set; } = string.Empty;
}
