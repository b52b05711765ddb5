using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Deployments;

/// <summary>The way of a service from its old revisions to a new one, and how it ended (see "Amazon ECS service deployments").</summary>
/// <param name="Id">The last part of its ARN: 21 letters, digits, hyphens and underscores.</param>
/// <param name="ClusterName">The service's cluster.</param>
/// <param name="ServiceName">The service.</param>
/// <param name="DeploymentId">The <see cref="EcsDeployment"/> that it rolls out.</param>
/// <param name="TargetRevisionId">The revision that it rolls out.</param>
public sealed record EcsServiceDeployment(string Id, string ClusterName, string ServiceName, string DeploymentId, string TargetRevisionId)
{
    /// <summary>The revisions that it replaces, with the deployments they run under.</summary>
    public ValueList<SourceRevision> Sources { get; init; } = [];

    /// <summary>One of <see cref="ServiceDeploymentStatus"/>.</summary>
    public string Status { get; init; } = ServiceDeploymentStatus.Pending;
    public string? StatusReason { get; init; }
    public required DeploymentConfiguration Configuration { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Why and to what it was rolled back.</summary>
    public RollbackNote? Rollback { get; init; }

    /// <summary>Failures that count towards the circuit breaker's threshold.</summary>
    public int FailureCount { get; init; }

    /// <summary>Where a BLUE_GREEN, LINEAR or CANARY deployment is; null for a rolling one.</summary>
    public string? Stage { get; init; }
    public DateTimeOffset? StageSince { get; init; }

    /// <summary>The hooks of the current stage.</summary>
    public ValueList<HookRun> Hooks { get; init; } = [];

    /// <summary>Percent of the production traffic that the target revision gets.</summary>
    public double ProductionPercent { get; init; }

    /// <summary>Percent of the test traffic that the target revision gets.</summary>
    public double TestPercent { get; init; }

    /// <summary>Names of the alarms that went off.</summary>
    public ValueList<string> TriggeredAlarms { get; init; } = [];

    public string Key => KeyOf(ClusterName, ServiceName, Id);

    public string ServiceKey => $"{ClusterName}/{ServiceName}";

    /// <summary>True once it has ended, however.</summary>
    public bool HasEnded => Status is ServiceDeploymentStatus.Successful or ServiceDeploymentStatus.Stopped
        or ServiceDeploymentStatus.RollbackSuccessful or ServiceDeploymentStatus.RollbackFailed;

    /// <summary>True from the moment it goes back to an older revision.</summary>
    public bool IsRollingBack => Status is ServiceDeploymentStatus.RollbackRequested or ServiceDeploymentStatus.RollbackInProgress;

    public static string KeyOf(string clusterName, string serviceName, string id) => $"{clusterName}/{serviceName}/{id}";
}

/// <summary>A revision that is being replaced.</summary>
public sealed record SourceRevision(string RevisionId, string DeploymentId);

/// <summary>That a service deployment went back.</summary>
/// <param name="Reason">In ECS's words.</param>
/// <param name="RevisionId">To which revision.</param>
public sealed record RollbackNote(string Reason, DateTimeOffset StartedAt, string RevisionId);
