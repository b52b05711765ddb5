using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Planning;

/// <summary>A decision about one service.</summary>
/// <param name="ServiceKey">Of its <see cref="Services.EcsService"/>.</param>
public abstract record ServiceDecision(string ServiceKey, string Reason) : Decision(Reason)
{
    public override EntityKey? Subject => new(EntityKind.Service, ServiceKey);
}

/// <summary>Create a task of a deployment or task set.</summary>
/// <param name="OwnerId">The deployment's or task set's id, such as <c>ecs-svc/123</c>.</param>
/// <param name="LaunchType">EC2, FARGATE or EXTERNAL.</param>
/// <param name="CapacityProvider">The capacity provider; null with a plain launch type.</param>
/// <param name="InstanceId">The container instance that was chosen; null on Fargate, and while a capacity provider makes room.</param>
public sealed record StartServiceTask(
    string ServiceKey, string OwnerId, string TaskId, string LaunchType, string? CapacityProvider, string? InstanceId, string Reason) : ServiceDecision(ServiceKey, Reason);

/// <summary>Write an event that DescribeServices shows.</summary>
/// <param name="Message">In ECS's wording.</param>
public sealed record AddServiceEvent(string ServiceKey, string Message, string Reason) : ServiceDecision(ServiceKey, Reason);

/// <summary>Say that nothing is left to do, in the event that everybody waits for.</summary>
public sealed record NoteSteadyState(string ServiceKey, string Reason) : ServiceDecision(ServiceKey, Reason);

/// <summary>The service has something to do again.</summary>
public sealed record LeaveSteadyState(string ServiceKey, string Reason) : ServiceDecision(ServiceKey, Reason);

/// <summary>A task found no room, or no task lacks room any more.</summary>
/// <param name="OwnerId">The deployment's or task set's id.</param>
/// <param name="Message">Why, in ECS's wording; null when nothing is in the way any more.</param>
public sealed record NoteUnplaced(string ServiceKey, string OwnerId, string? Message, string Reason) : ServiceDecision(ServiceKey, Reason);

/// <summary>Say that a deployment's tasks fail to start again and again.</summary>
public sealed record NoteInconsistent(string ServiceKey, string DeploymentId, string Reason) : ServiceDecision(ServiceKey, Reason);

/// <summary>Protected tasks keep a service from its desired state, or do so no longer.</summary>
/// <param name="Message">In ECS's wording; null when none is in the way any more.</param>
public sealed record NoteHeldBack(string ServiceKey, string? Message, string Reason) : ServiceDecision(ServiceKey, Reason);

/// <summary>Change how many tasks a deployment shall have.</summary>
public sealed record ResizeDeployment(string ServiceKey, string DeploymentId, int DesiredCount, string Reason) : ServiceDecision(ServiceKey, Reason);

/// <summary>Change how many tasks a daemon service shall have.</summary>
public sealed record ResizeDaemon(string ServiceKey, int DesiredCount, string Reason) : ServiceDecision(ServiceKey, Reason);

/// <summary>All tasks of the primary deployment run and the older deployments are gone.</summary>
public sealed record CompleteDeployment(string ServiceKey, string DeploymentId, string Reason) : ServiceDecision(ServiceKey, Reason);

/// <summary>Give a deployment up.</summary>
/// <param name="Cause">Why, as ECS words it: <c>tasks failed to start.</c></param>
/// <param name="CannotGoBack">True when it was to be rolled back and there is nothing to go back to.</param>
public sealed record FailDeployment(string ServiceKey, string DeploymentId, string Cause, string Reason, bool CannotGoBack = false) : ServiceDecision(ServiceKey, Reason);

/// <summary>Make an older deployment PRIMARY again.</summary>
/// <param name="DeploymentId">The one that is given up.</param>
/// <param name="ToRevisionId">The revision whose deployment becomes PRIMARY.</param>
/// <param name="Cause">What made it fail, as ECS words it.</param>
public sealed record RollBackDeployment(string ServiceKey, string DeploymentId, string ToRevisionId, string Cause, string Reason) : ServiceDecision(ServiceKey, Reason);

/// <summary>Drop an ACTIVE deployment that has no tasks left.</summary>
public sealed record RemoveDeployment(string ServiceKey, string DeploymentId, string Reason) : ServiceDecision(ServiceKey, Reason);

/// <summary>Plan the service again at a later time though nothing may have happened.</summary>
/// <param name="IsUpkeep">True for a time that only matters if nobody acts before: an automatic clock does not jump to it.</param>
public sealed record LookAgain(string ServiceKey, DateTimeOffset At, string Reason, bool IsUpkeep = false) : ServiceDecision(ServiceKey, Reason);

/// <summary>A time that the service waited for has come.</summary>
public sealed record WakeService(string ServiceKey, string Reason) : ServiceDecision(ServiceKey, Reason);

/// <summary>A deleted service whose tasks have all stopped becomes INACTIVE.</summary>
public sealed record RetireService(string ServiceKey, string Reason) : ServiceDecision(ServiceKey, Reason);

/// <summary>Forget a service that has been INACTIVE for a while.</summary>
public sealed record ForgetService(string ServiceKey, string Reason) : ServiceDecision(ServiceKey, Reason);
