using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Deployments;

/// <summary>
/// The tasks of one service revision within a service: what DescribeServices lists under <c>deployments</c>. The PRIMARY
/// one is wanted; the others, ACTIVE, are being replaced by it.
/// </summary>
/// <param name="Id">Such as <c>ecs-svc/1234567890123456789</c>; its tasks are <c>startedBy</c> it.</param>
/// <param name="RevisionId">Of its <see cref="EcsServiceRevision"/>.</param>
public sealed record EcsDeployment(string Id, string RevisionId)
{
    public bool IsPrimary { get; init; } = true;

    /// <summary>How many tasks it shall have. That of an ACTIVE one falls as the PRIMARY one takes over.</summary>
    public int DesiredCount { get; init; }

    /// <summary>Tasks in a row that could not start or failed their health checks.</summary>
    public int FailedTasks { get; init; }

    /// <summary>One of <see cref="DeploymentRolloutState"/>.</summary>
    public string RolloutState { get; init; } = DeploymentRolloutState.InProgress;
    public required string RolloutStateReason { get; init; }

    /// <summary>Set when so many tasks failed to start that the next ones have to wait.</summary>
    public LaunchThrottle Throttle { get; init; } = LaunchThrottle.Open;

    /// <summary>What keeps its next task from being placed, in the words of the last event about it; null when nothing does.</summary>
    public string? Unplaced { get; init; }

    /// <summary>How many tasks it has ever started: the last one's number.</summary>
    public int TasksStarted { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    public bool IsInProgress => RolloutState == DeploymentRolloutState.InProgress;

    public bool HasFailed => RolloutState == DeploymentRolloutState.Failed;

    public string Status => IsPrimary ? "PRIMARY" : "ACTIVE";
}
