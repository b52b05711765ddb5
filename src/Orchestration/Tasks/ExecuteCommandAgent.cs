using System.Diagnostics;

namespace Workbook.Orchestration.Tasks;

/// <summary>
/// The managed agent through which ECS Exec reaches a container, as ManagedAgent in the API reference describes it. It
/// lives and ends with its container.
/// </summary>
/// <param name="Status">PENDING, RUNNING or STOPPED.</param>
/// <param name="StartedAt">When it last began to run; null when it never did.</param>
/// <param name="Reason">Why it is in this status, in the words of the container agent; null where nothing is to be said.</param>
public sealed record ExecuteCommandAgent(string Status, DateTimeOffset? StartedAt, string? Reason)
{
    private const string ContainerStopped = "Received Container Stopped event";

    /// <summary>The agent in a container; null for a task that was run without enableExecuteCommand.</summary>
    public static ExecuteCommandAgent? Of(EcsTask task, EcsContainer container) => !task.EnableExecuteCommand ? null : container.Status switch
    {
        ContainerStatus.None or ContainerStatus.Pulling or ContainerStatus.Pulled or ContainerStatus.Starting => new("PENDING", null, null),
        ContainerStatus.Running or ContainerStatus.Stopping => new("RUNNING", container.StartedAt, null),
        ContainerStatus.Stopped => new("STOPPED", container.StartedAt, ContainerStopped),
        _ => throw new UnreachableException(),
    };
}
