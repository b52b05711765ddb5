using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>One container of a task, as far as it has come.</summary>
/// <param name="Name">The name in the task definition.</param>
/// <param name="Id">The last part of its ARN, a UUID.</param>
/// <param name="Image">The reference it was started from.</param>
public sealed record EcsContainer(string Name, string Id, string Image)
{
    public ContainerStatus Status { get; init; }

    /// <summary>True once it has run, also if it has stopped since.</summary>
    public bool HasRun => StartedAt is not null;
    public ContainerHealth Health { get; init; }

    /// <summary>When <see cref="Health"/> last changed; null as long as its health check has not spoken.</summary>
    public DateTimeOffset? HealthSince { get; init; }

    /// <summary>The process's exit code; null when it never ran.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Why it stopped or did not start, such as <c>CannotPullContainerError: …</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The container's id in the runtime.</summary>
    public string? RuntimeId { get; init; }

    /// <summary>What <see cref="Image"/> stands for, such as <c>sha256:…</c>: from the pull, or settled before it by the deployment's first task.</summary>
    public string? ImageDigest { get; init; }

    public ValueList<NetworkBinding> NetworkBindings { get; init; } = [];
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>How often its restart policy started it again.</summary>
    public int Restarts { get; init; }

    public bool IsStopped => Status == ContainerStatus.Stopped;
}
