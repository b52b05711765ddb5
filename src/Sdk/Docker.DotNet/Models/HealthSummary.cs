namespace Docker.DotNet.Models;

/// <summary>ContainerSummary.Health.</summary>
public class HealthSummary
{
    public string Status { get; set; } = string.Empty;

    public long FailingStreak { get; set; }
}
