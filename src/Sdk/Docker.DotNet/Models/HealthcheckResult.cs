namespace Docker.DotNet.Models;

/// <summary>HealthcheckResult: one run of a container's health check.</summary>
public class HealthcheckResult
{
    public DateTime Start { get; set; }

    public DateTime End { get; set; }

    public long ExitCode { get; set; }

    public string Output { get; set; } = string.Empty;
}
