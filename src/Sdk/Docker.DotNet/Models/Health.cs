namespace Docker.DotNet.Models;

/// <summary>Health: Status is none, starting, healthy or unhealthy.</summary>
public class Health
{
    public string Status { get; set; } = string.Empty;

    public long FailingStreak { get; set; }

    public IList<HealthcheckResult> Log { get; set; } = default!;
}
