using System.Diagnostics;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>What the end of a deployment, good or bad, makes of its service and of the service deployment that it belongs to.</summary>
internal static class RolloutReducer
{
    public static World Apply(World world, EcsService service, ServiceDecision decision, DateTimeOffset now) => decision switch
    {
        CompleteDeployment complete => Complete(world, service, Of(service, complete.DeploymentId), now),
        FailDeployment fail => Fail(world, service, Of(service, fail.DeploymentId), fail, now),
        RollBackDeployment rollBack => RollBack(world, service, rollBack, now),
        RemoveDeployment remove => ServiceReducer.Put(world, service with
        {
            Deployments = service.Deployments.Where(each => each.Id != remove.DeploymentId).ToValueList(),
        }),
        _ => throw new UnreachableException($"Nothing is known of {decision}."),
    };

    private static EcsDeployment Of(EcsService service, string id) => service.Deployments.First(each => each.Id == id);

    private static World Complete(World world, EcsService service, EcsDeployment deployment, DateTimeOffset now)
    {
        var next = service.With(deployment with
        {
            RolloutState = DeploymentRolloutState.Completed,
            RolloutStateReason = $"ECS deployment {deployment.Id} completed.",
            UpdatedAt = now,
        }) with { StableRevisionId = deployment.RevisionId };
        world = ServiceReducer.Put(world, ServiceReducer.WithEvent(next, ServiceEvents.Completed(service, deployment), now));
        return PutRollout(world, service, rollout => rollout.HasEnded ? rollout : rollout with
        {
            Status = rollout.IsRollingBack ? ServiceDeploymentStatus.RollbackSuccessful : ServiceDeploymentStatus.Successful,
            FinishedAt = now,
            UpdatedAt = now,
        });
    }

    private static World Fail(World world, EcsService service, EcsDeployment deployment, FailDeployment fail, DateTimeOffset now)
    {
        var next = ServiceReducer.WithEvent(service.With(Failed(deployment, fail.Cause, now)), ServiceEvents.Failed(service, deployment, fail.Cause), now);
        return PutRollout(ServiceReducer.Put(world, next), service, rollout => rollout.HasEnded ? rollout : rollout with
        {
            Status = rollout.IsRollingBack || fail.CannotGoBack ? ServiceDeploymentStatus.RollbackFailed : ServiceDeploymentStatus.Stopped,
            StatusReason = Cause(fail.Cause),
            FailureCount = deployment.FailedTasks,
            TriggeredAlarms = DeploymentMonitors.Triggered(world, service, fail.Cause),
            FinishedAt = now,
            StoppedAt = now,
            UpdatedAt = now,
        });
    }

    private static World RollBack(World world, EcsService service, RollBackDeployment rollBack, DateTimeOffset now)
    {
        var failed = Of(service, rollBack.DeploymentId);
        var to = new EcsDeployment("ecs-svc/" + DerivedId.Digits(failed.Id, "rollback", 19), rollBack.ToRevisionId)
        {
            DesiredCount = service.DesiredCount,
            RolloutStateReason = "",
            CreatedAt = now,
            UpdatedAt = now,
        };
        to = to with { RolloutStateReason = $"{WatchedBy(rollBack.Cause)}: rolling back to deploymentId {to.Id}." };
        var others = service.Deployments.Where(each => each.Id != failed.Id);
        var next = service with
        {
            RevisionId = to.RevisionId,
            Deployments = others.Prepend(Failed(failed, rollBack.Cause, now) with { IsPrimary = false, Unplaced = null }).Prepend(to).ToValueList(),
        };
        next = ServiceReducer.WithEvent(next, ServiceEvents.Failed(service, failed, rollBack.Cause), now);
        next = ServiceReducer.WithEvent(next, ServiceEvents.RollingBack(service, to), now);
        return PutRollout(ServiceReducer.Put(world, next), service, rollout => rollout with
        {
            Status = ServiceDeploymentStatus.RollbackInProgress,
            StatusReason = RolledBack(rollBack.Cause),
            FailureCount = failed.FailedTasks,
            TriggeredAlarms = DeploymentMonitors.Triggered(world, service, rollBack.Cause),
            Rollback = new(RolledBack(rollBack.Cause), now, to.RevisionId),
            UpdatedAt = now,
        });
    }

    public static EcsDeployment Failed(EcsDeployment deployment, string cause, DateTimeOffset now) => deployment with
    {
        RolloutState = DeploymentRolloutState.Failed,
        RolloutStateReason = Cause(cause),
        UpdatedAt = now,
    };

    private static string Cause(string cause) => cause == DeploymentMonitors.TasksFailedToStart ? $"ECS deployment circuit breaker: {cause}." : $"ECS deployment failed: {cause}.";

    private static string WatchedBy(string cause) => cause switch
    {
        DeploymentMonitors.TasksFailedToStart => "ECS deployment circuit breaker",
        DeploymentMonitors.AlarmDetected => "ECS deployment alarm",
        _ => "ECS deployment",
    };

    public static string RolledBack(string cause) => cause switch
    {
        DeploymentMonitors.TasksFailedToStart => "Service deployment rolled back because the circuit breaker threshold was exceeded.",
        DeploymentMonitors.AlarmDetected => "Service deployment rolled back because an alarm was detected.",
        _ => $"Service deployment rolled back because {cause}.",
    };

    /// <summary>The cause in an event: of a monitor only the few words, else the whole sentence, whose full stop the event has itself.</summary>
    public static string ToldAs(string cause) =>
        cause is DeploymentMonitors.TasksFailedToStart or DeploymentMonitors.AlarmDetected ? cause : RolledBack(cause).TrimEnd('.');

    private static World PutRollout(World world, EcsService service, Func<EcsServiceDeployment, EcsServiceDeployment> change) =>
        world.RolloutOf(service) is { } rollout
            ? world.Put(change(rollout))
            : world;
}
