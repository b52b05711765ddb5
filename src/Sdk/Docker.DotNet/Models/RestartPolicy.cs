namespace Docker.DotNet.Models;

/// <summary>RestartPolicy: what the daemon does when a container exits.</summary>
public class RestartPolicy
{
    public RestartPolicyKind Name { get; set; }

    public long MaximumRetryCount { get; set; }
}
