namespace Docker.DotNet.Models;

/// <summary>ContainerSummary.HostConfig.</summary>
public class SummaryHostConfig
{
    public string? NetworkMode { get; set; }

    public IDictionary<string, string>? Annotations { get; set; }
}
