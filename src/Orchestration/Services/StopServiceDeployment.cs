using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>StopServiceDeployment and ContinueServiceDeployment: the caller steers a deployment that is under way.</summary>
public static class StopServiceDeployment
{
    /// <summary>ROLLBACK, the default, goes back to the revision before; ABORT only stops.</summary>
    /// <exception cref="ApiException">There is no such deployment, it has ended, or there is nothing to go back to.</exception>
    public static World Apply(World world, StopServiceDeploymentRequest request, DateTimeOffset now)
    {
        var rollout = Find(world, request.ServiceDeploymentArn);
        if (rollout.HasEnded) throw EcsErrors.Conflict($"The service deployment cannot be stopped because its status is {rollout.Status}.");
        var status = request.StopType == StopServiceDeploymentStopType.Abort ? ServiceDeploymentStatus.StopRequested : ServiceDeploymentStatus.RollbackRequested;
        // What was asked for first goes on.
        if (rollout.Status == ServiceDeploymentStatus.StopRequested || rollout.IsRollingBack) return world;
        var service = world.Services[rollout.ServiceKey];
        if (status == ServiceDeploymentStatus.RollbackRequested && (service.StableRevisionId is not { } stable || stable == rollout.TargetRevisionId))
            throw EcsErrors.InvalidParameter("The service deployment cannot be rolled back because there is no earlier service revision to go back to. Use the stop type ABORT.");
        return StageReducer.Put(world, service, rollout with { Status = status }, now);
    }

    /// <summary>Answers a pause hook.</summary>
    /// <exception cref="ApiException">There is no such deployment, or no such hook waits.</exception>
    public static World Continue(World world, ContinueServiceDeploymentRequest request, DateTimeOffset now)
    {
        var rollout = Find(world, request.ServiceDeploymentArn);
        var hook = rollout.Hooks.FirstOrDefault(each => each.Id == request.HookId);
        if (rollout.HasEnded || hook is not { Status: DeploymentLifecycleHookStatus.AwaitingAction })
            throw EcsErrors.InvalidParameter($"The hook '{request.HookId}' of the service deployment is not awaiting an action.");
        var answer = request.Action == DeploymentLifecycleHookAction.Rollback ? DeploymentLifecycleHookStatus.Failed : DeploymentLifecycleHookStatus.Succeeded;
        return StageReducer.Put(world, world.Services[rollout.ServiceKey], StageReducer.With(rollout, hook.Id, each => each with { Status = answer }), now);
    }

    private static EcsServiceDeployment Find(World world, string? arn) =>
        RolloutIdentifiers.Find(world, arn) ?? throw EcsErrors.ServiceDeploymentNotFound("The service deployment was not found. Specify a valid service deployment ARN and try again.");
}
