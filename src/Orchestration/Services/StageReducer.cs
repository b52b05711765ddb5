using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>What decisions about stages, traffic and hooks make of a service deployment.</summary>
internal static class StageReducer
{
    /// <summary>How long a hook may take where nobody says.</summary>
    private const int DefaultTimeoutMinutes = 1440;

    public static World Apply(World world, EcsService service, StageDecision decision, DateTimeOffset now)
    {
        var rollout = world.RolloutOf(service)!;
        return decision switch
        {
            EnterStage enter => Put(world, service, rollout with { Stage = enter.Stage, StageSince = now, Hooks = HooksOf(rollout, enter.Stage, now) }, now),
            ShiftTraffic shift => Shift(world, service, rollout, rollout with { ProductionPercent = shift.ProductionPercent, TestPercent = shift.TestPercent, StageSince = now }, now),
            InvokeHook invoke => Put(world, service, With(rollout, invoke.HookId, hook => hook with { InvokeAt = null }), now),
            ExpireHook expire => Put(world, service, With(rollout, expire.HookId, hook => hook with { Status = DeploymentLifecycleHookStatus.TimedOut, InvokeAt = null }), now),
            ReturnToSource back => Return(world, service, rollout, back, now),
            FailRollback fail => FailRollback(world, service, rollout, fail, now),
            _ => throw new UnreachableException($"Nothing is known of {decision}."),
        };
    }

    /// <summary>Late answers, and those of hooks that are over, change nothing.</summary>
    public static World Answered(World world, EcsService service, HookAnswered answer, DateTimeOffset now)
    {
        if (world.RolloutOf(service) is not { HasEnded: false } rollout) return world;
        if (rollout.Hooks.All(hook => hook.Id != answer.HookId || !hook.IsOpen)) return world;
        return Put(world, service, With(rollout, answer.HookId, hook => hook with
        {
            Status = answer.Status,
            InvokeAt = answer.Status == DeploymentLifecycleHookStatus.InProgress ? now + answer.CallBackDelay : null,
        }), now);
    }

    /// <summary>Calls that nobody will answer any more are made again.</summary>
    public static World Unanswered(World world, EcsService service, DateTimeOffset now)
    {
        if (world.RolloutOf(service) is not { HasEnded: false } rollout || !rollout.Hooks.Any(IsAwaited)) return world;
        return Put(world, service, rollout with { Hooks = rollout.Hooks.Select(hook => IsAwaited(hook) ? hook with { InvokeAt = now } : hook).ToValueList() }, now);
    }

    private static bool IsAwaited(HookRun hook) => hook is { Status: DeploymentLifecycleHookStatus.InProgress, InvokeAt: null };

    /// <summary>The service is put too, so that the planner looks at it: it then says anew when to look again.</summary>
    internal static World Put(World world, EcsService service, EcsServiceDeployment rollout, DateTimeOffset now) =>
        ServiceReducer.Put(world.Put(rollout with { UpdatedAt = now }), service with { LookAgainAt = null, UpkeepAt = null });

    internal static EcsServiceDeployment With(EcsServiceDeployment rollout, string hookId, Func<HookRun, HookRun> change) => rollout with
    {
        Hooks = rollout.Hooks.Select(hook => hook.Id == hookId ? change(hook) : hook).ToValueList(),
    };

    private static ValueList<HookRun> HooksOf(EcsServiceDeployment rollout, string stage, DateTimeOffset now) =>
        (rollout.Configuration.LifecycleHooks ?? [])
            .Select((hook, number) => (hook, number))
            .Where(each => each.hook.LifecycleStages!.Contains(stage))
            .Select(each => Run(each.hook, $"{rollout.Key}/{stage}/{rollout.ProductionPercent}/{rollout.Status}/{each.number}", now))
            .ToValueList();

    private static HookRun Run(DeploymentLifecycleHook hook, string seed, DateTimeOffset now)
    {
        var isPause = hook.TargetType == DeploymentLifecycleHookTargetType.Pause;
        var id = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));
        return new(isPause ? "ecs-pause-" + id : "ecs-lambda-" + id, hook.TargetType ?? DeploymentLifecycleHookTargetType.AwsLambda, hook.HookTargetArn)
        {
            Status = isPause ? DeploymentLifecycleHookStatus.AwaitingAction : DeploymentLifecycleHookStatus.InProgress,
            ExpiresAt = now + TimeSpan.FromMinutes(hook.TimeoutConfiguration?.TimeoutInMinutes ?? DefaultTimeoutMinutes),
            TimeoutAction = hook.TimeoutConfiguration?.Action ?? DeploymentLifecycleHookAction.Rollback,
            InvokeAt = isPause ? null : now,
        };
    }

    private static World Return(World world, EcsService service, EcsServiceDeployment rollout, ReturnToSource back, DateTimeOffset now)
    {
        var source = service.Deployments.First(each => each.Id == back.SourceDeploymentId);
        var failed = service.Deployments.First(each => each.Id == back.DeploymentId);
        var next = service with
        {
            RevisionId = source.RevisionId,
            Deployments = service.Deployments.Where(each => each.Id != source.Id)
                .Select(each => each.Id == failed.Id ? RolloutReducer.Failed(failed, back.Cause, now) with { IsPrimary = false, Unplaced = null } : each)
                .Prepend(source with
                {
                    IsPrimary = true,
                    DesiredCount = service.DesiredCount,
                    RolloutState = DeploymentRolloutState.InProgress,
                    RolloutStateReason = $"ECS deployment rolling back to deploymentId {source.Id}.",
                    UpdatedAt = now,
                })
                .ToValueList(),
        };
        next = ServiceReducer.WithEvent(next, ServiceEvents.Failed(service, failed, RolloutReducer.ToldAs(back.Cause)), now);
        next = ServiceReducer.WithEvent(next, ServiceEvents.RollingBack(service, source), now);
        var stage = rollout.ProductionPercent > 0 ? ServiceDeploymentLifecycleStage.ProductionTrafficShift
            : rollout.TestPercent > 0 ? ServiceDeploymentLifecycleStage.TestTrafficShift
            : ServiceDeploymentLifecycleStage.CleanUp;
        var returning = rollout with
        {
            Status = ServiceDeploymentStatus.RollbackInProgress,
            StatusReason = RolloutReducer.RolledBack(back.Cause),
            FailureCount = failed.FailedTasks,
            TriggeredAlarms = DeploymentMonitors.Triggered(world, service, back.Cause),
            Rollback = new(RolloutReducer.RolledBack(back.Cause), now, source.RevisionId),
            ProductionPercent = 0,
            TestPercent = stage == ServiceDeploymentLifecycleStage.ProductionTrafficShift ? rollout.TestPercent : 0,
            Stage = stage,
            StageSince = now,
        };
        return Shift(world, next, rollout, returning with { Hooks = HooksOf(returning, stage, now) }, now);
    }

    private static World Shift(World world, EcsService service, EcsServiceDeployment before, EcsServiceDeployment after, DateTimeOffset now) =>
        Put(TrafficShift.Apply(world, before, after), service, after, now);

    private static World FailRollback(World world, EcsService service, EcsServiceDeployment rollout, FailRollback fail, DateTimeOffset now)
    {
        var source = service.Primary!;
        var next = service.With(source with
        {
            RolloutState = DeploymentRolloutState.Completed,
            RolloutStateReason = $"ECS deployment {source.Id} completed.",
            UpdatedAt = now,
        });
        if (service.Deployments.FirstOrDefault(each => each.Id == rollout.DeploymentId) is { } failed)
            next = ServiceReducer.WithEvent(next, ServiceEvents.Failed(service, failed, RolloutReducer.ToldAs(fail.Cause)), now);
        return Put(world, next, rollout with
        {
            Status = ServiceDeploymentStatus.RollbackFailed,
            StatusReason = RolloutReducer.RolledBack(fail.Cause),
            FinishedAt = now,
            StoppedAt = now,
        }, now);
    }
}
