namespace Docker.DotNet.Models;

/// <summary>HealthConfig: the test that tells whether a container is healthy; durations go over the wire in nanoseconds.</summary>
public class HealthcheckConfig
{
    public IList<string>? Test { get; set; }

    public TimeSpan? Interval { get; set; }

    public TimeSpan? Timeout { get; set; }

    public TimeSpan? StartPeriod { get; set; }

    public TimeSpan? StartInterval { get; set; }

    public long? Retries { get; set; }
}
