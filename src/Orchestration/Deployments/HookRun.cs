using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Deployments;

/// <summary>A lifecycle hook of the stage that a service deployment is in (see "Lifecycle hooks for Amazon ECS service deployments").</summary>
/// <param name="Id">Such as <c>ecs-pause-…</c> with 43 characters of base64url.</param>
/// <param name="TargetType">AWS_LAMBDA or PAUSE.</param>
/// <param name="TargetArn">The Lambda function; null for a pause.</param>
public sealed record HookRun(string Id, string TargetType, string? TargetArn)
{
    /// <summary>One of <see cref="DeploymentLifecycleHookStatus"/>.</summary>
    public required string Status { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What happens when nobody answers in time: CONTINUE or ROLLBACK.</summary>
    public required string TimeoutAction { get; init; }

    /// <summary>When the function is to be called; null while its answer is awaited, and for a pause.</summary>
    public DateTimeOffset? InvokeAt { get; init; }

    public bool IsPause => TargetType == DeploymentLifecycleHookTargetType.Pause;

    public bool IsOpen => Status is DeploymentLifecycleHookStatus.AwaitingAction or DeploymentLifecycleHookStatus.InProgress;

    /// <summary>True when the deployment has to go back because of it.</summary>
    public bool Fails => Status == DeploymentLifecycleHookStatus.Failed
        || (Status == DeploymentLifecycleHookStatus.TimedOut && TimeoutAction == DeploymentLifecycleHookAction.Rollback);
}
