namespace Docker.DotNet.Models;

/// <summary>RestartPolicy.Name: empty, no, always, on-failure or unless-stopped.</summary>
public enum RestartPolicyKind
{
    Undefined,
    No,
    Always,
    OnFailure,
    UnlessStopped,
}
