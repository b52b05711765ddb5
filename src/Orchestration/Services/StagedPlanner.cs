using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>
/// BLUE_GREEN, LINEAR and CANARY: the new revision (green) comes up beside the old one (blue), traffic moves over in steps,
/// and blue is kept through the bake time so that going back takes no new task.
/// </summary>
internal static class StagedPlanner
{
    /// <summary>
    /// True from the beginning of a staged deployment to its end, and longer when that left more than one revision. A
    /// deployment keeps the strategy it began with.
    /// </summary>
    public static bool Manages(World world, EcsService service) =>
        world.RolloutOf(service) is { Configuration.Strategy: not (null or DeploymentStrategy.Rolling) } rollout && (!rollout.HasEnded || service.Deployments.Count > 1);

    public static void Plan(Draft draft, string key)
    {
        if (Rollout(draft, key).HasEnded)
        {
            KeepCounts(draft, key);
            return;
        }
        Judge(draft, key);
        while (Advance(draft, key))
        {
        }
        KeepCounts(draft, key);
        Await(draft, key);
        Conclude(draft, key);
    }

    private static EcsServiceDeployment Rollout(Draft draft, string key) => draft.World.RolloutOf(draft.World.Services[key])!;

    /// <summary>Ends the deployment early when its monitors, a hook or a caller of StopServiceDeployment say so.</summary>
    private static void Judge(Draft draft, string key)
    {
        var service = draft.World.Services[key];
        var rollout = Rollout(draft, key);
        if (rollout.Status == ServiceDeploymentStatus.RollbackInProgress)
        {
            if (rollout.Hooks.FirstOrDefault(hook => hook.Fails) is { } broken)
                draft.Decide(new FailRollback(key, Words(rollout, broken), "A hook failed on the way back."));
            return;
        }
        if (Verdict(draft, service, rollout) is not var (cause, reason, rollsBack)) return;
        var source = Blue(service);
        draft.Decide(rollsBack && source is not null
            ? new ReturnToSource(key, service.Primary!.Id, source.Id, cause, reason)
            : new FailDeployment(key, service.Primary!.Id, cause, reason, CannotGoBack: rollsBack));
    }

    private static (string Cause, string Reason, bool RollsBack)? Verdict(Draft draft, EcsService service, EcsServiceDeployment rollout)
    {
        if (DeploymentMonitors.Verdict(draft.World, service, service.Primary!) is { } verdict) return verdict;
        if (rollout.Hooks.FirstOrDefault(hook => hook.Fails) is { } failed) return (Words(rollout, failed), "A lifecycle hook failed.", true);
        return DeadlineOf(draft, service, rollout) <= draft.Now ? ($"{rollout.Stage} lifecycle stage timed out", "A lifecycle stage can last up to 24 hours.", true) : null;
    }

    private static string Words(EcsServiceDeployment rollout, HookRun hook) => hook.IsPause
        ? $"{rollout.Stage} lifecycle hook(s) failed. Pause hook {hook.Id} {(hook.Status == DeploymentLifecycleHookStatus.TimedOut ? "timed out" : "was answered with ROLLBACK")}"
        : $"{rollout.Stage} lifecycle hook(s) failed. Lifecycle hook target {hook.TargetArn} {(hook.Status == DeploymentLifecycleHookStatus.TimedOut ? "timed out" : "returned FAILED status")}";

    /// <summary>The deployment that served until now; null for a service's first one.</summary>
    private static EcsDeployment? Blue(EcsService service) =>
        service.Deployments.Skip(1).FirstOrDefault(each => each.RevisionId == service.StableRevisionId && !each.HasFailed)
        ?? service.Deployments.Skip(1).FirstOrDefault(each => !each.HasFailed);

    /// <summary>Goes one step on when all that the stage waits for is there.</summary>
    private static bool Advance(Draft draft, string key)
    {
        var service = draft.World.Services[key];
        var rollout = Rollout(draft, key);
        if (rollout.HasEnded || rollout.Stage == ServiceDeploymentLifecycleStage.CleanUp || rollout.Hooks.Any(hook => hook.IsOpen || hook.Fails)) return false;
        if (rollout.IsRollingBack)
        {
            var next = Stages.AfterRollback(rollout.Stage, rollout.TestPercent);
            draft.Decide(new EnterStage(key, next, "The deployment goes back."));
            if (next == ServiceDeploymentLifecycleStage.TestTrafficShift) draft.Decide(new ShiftTraffic(key, 0, 0, "Test traffic goes back to the source revision."));
            return true;
        }
        if (Shift(draft, key, rollout)) return true;
        if (Waits(draft, service, rollout) is not null) return false;
        var leftovers = service.Deployments.Count > 2;
        draft.Decide(new EnterStage(key, Stages.After(rollout.Stage, rollout.ProductionPercent >= 100, leftovers),
            rollout.Stage is { } done ? $"{done} is done." : "The deployment begins."));
        return true;
    }

    /// <summary>Traffic moves when its stage begins: hooks of that stage then see it moved.</summary>
    private static bool Shift(Draft draft, string key, EcsServiceDeployment rollout)
    {
        switch (rollout.Stage)
        {
            case ServiceDeploymentLifecycleStage.PostScaleUp:
                draft.Decide(new EnterStage(key, ServiceDeploymentLifecycleStage.TestTrafficShift, "The target revision is scaled up."));
                draft.Decide(new ShiftTraffic(key, rollout.ProductionPercent, 100, "Test traffic moves to the target revision."));
                return true;
            case Stages.PreProductionTrafficShift:
                // A service's first revision has nothing beside it that could take the rest.
                var percent = rollout.Sources.Count == 0 ? 100 : Stages.NextPercent(rollout.Configuration, rollout.ProductionPercent);
                draft.Decide(new EnterStage(key, ServiceDeploymentLifecycleStage.ProductionTrafficShift, "The next share of the production traffic may move."));
                draft.Decide(new ShiftTraffic(key, percent, rollout.TestPercent, $"{percent} % of the production traffic goes to the target revision."));
                return true;
            default:
                return false;
        }
    }

    /// <summary>When the stage may end at the earliest, or a time without end while tasks are awaited; null when it may end now.</summary>
    private static DateTimeOffset? Waits(Draft draft, EcsService service, EcsServiceDeployment rollout)
    {
        var configuration = rollout.Configuration;
        var until = rollout.Stage switch
        {
            _ when AwaitsTasks(draft, service, rollout) => DateTimeOffset.MaxValue,
            ServiceDeploymentLifecycleStage.ProductionTrafficShift => rollout.StageSince!.Value + Stages.BakeOf(configuration, rollout.ProductionPercent),
            ServiceDeploymentLifecycleStage.BakeTime => rollout.StageSince!.Value + TimeSpan.FromMinutes(configuration.BakeTimeInMinutes ?? 0),
            _ => draft.Now,
        };
        return until > draft.Now ? until : null;
    }

    /// <summary>True while the stage cannot end before tasks have come or gone.</summary>
    private static bool AwaitsTasks(Draft draft, EcsService service, EcsServiceDeployment rollout) => rollout.Stage switch
    {
        ServiceDeploymentLifecycleStage.ReconcileService => service.Deployments.Count > 2,
        ServiceDeploymentLifecycleStage.ScaleUp => draft.World.TallyOf(service.Primary!).Healthy < service.DesiredCount,
        _ => false,
    };

    /// <summary>When tasks have been awaited for too long; null when none are. Hooks and bake times have limits of their own.</summary>
    private static DateTimeOffset? DeadlineOf(Draft draft, EcsService service, EcsServiceDeployment rollout) =>
        AwaitsTasks(draft, service, rollout) ? rollout.StageSince + Stages.Longest : null;

    /// <summary>Blue and green both have their full count, each as long as its stage demands it.</summary>
    private static void KeepCounts(Draft draft, string key)
    {
        foreach (var id in draft.World.Services[key].Deployments.Select(each => each.Id))
        {
            var wanted = Wanted(draft.World.Services[key], Rollout(draft, key), id);
            var deployment = draft.World.Services[key].Deployments.First(each => each.Id == id);
            if (deployment.DesiredCount != wanted) draft.Decide(new ResizeDeployment(key, id, wanted, $"The stage {Rollout(draft, key).Stage} wants {wanted} tasks of it."));
            CountKeeper.Keep(draft, key, id, wanted, mayLaunch: !deployment.HasFailed && !deployment.Throttle.Holds(draft.Now));
        }
        foreach (var gone in draft.World.Services[key].Deployments.Skip(1).Where(each => !draft.World.DeploymentTallies.ContainsKey(each.Id)))
        {
            if (Wanted(draft.World.Services[key], Rollout(draft, key), gone.Id) == 0) draft.Decide(new RemoveDeployment(key, gone.Id, "All its tasks have stopped."));
        }
    }

    private static int Wanted(EcsService service, EcsServiceDeployment rollout, string deploymentId)
    {
        var deployment = service.Deployments.First(each => each.Id == deploymentId);
        // Stopped on its way, or failed on its way back: what is there stays until the next deployment tidies up.
        if (rollout.HasEnded) return deployment.DesiredCount == 0 ? 0 : service.DesiredCount;
        if (deployment.IsPrimary) return rollout.IsRollingBack || Stages.IsScaledUp(rollout.Stage) ? service.DesiredCount : 0;
        if (deployment.HasFailed) return rollout.IsRollingBack && rollout.Stage != ServiceDeploymentLifecycleStage.CleanUp ? service.DesiredCount : 0;
        return deploymentId == Blue(service)?.Id && rollout.Stage != ServiceDeploymentLifecycleStage.CleanUp ? service.DesiredCount : 0;
    }

    /// <summary>Calls hooks that are due and notes when to look again.</summary>
    private static void Await(Draft draft, string key)
    {
        var rollout = Rollout(draft, key);
        foreach (var hook in rollout.Hooks.Where(hook => hook.IsOpen))
        {
            if (hook.ExpiresAt <= draft.Now) draft.Decide(new ExpireHook(key, hook.Id, $"Nobody answered until {hook.ExpiresAt:u}."));
            else if (hook.InvokeAt <= draft.Now) draft.Decide(new InvokeHook(key, hook.Id, $"The hook belongs to the stage {rollout.Stage}."));
        }
        rollout = Rollout(draft, key);
        var open = rollout.Hooks.Where(hook => hook.IsOpen).ToList();
        var times = open.Where(hook => !hook.IsPause).Select(hook => hook.InvokeAt < hook.ExpiresAt ? hook.InvokeAt : hook.ExpiresAt);
        if (Waits(draft, draft.World.Services[key], rollout) is { } until && until != DateTimeOffset.MaxValue) times = times.Append(until);
        LookAgain(draft, key, times.Min(), isUpkeep: false, $"The stage {rollout.Stage} ends then, or a hook is due.");
        LookAgain(draft, key, open.Where(hook => hook.IsPause).Select(hook => (DateTimeOffset?)hook.ExpiresAt).Min(), isUpkeep: true, "Nobody may answer the pause until then.");
        if (!rollout.IsRollingBack) LookAgain(draft, key, DeadlineOf(draft, draft.World.Services[key], rollout), isUpkeep: true, "The stage may last no longer.");
    }

    private static void LookAgain(Draft draft, string key, DateTimeOffset? at, bool isUpkeep, string reason)
    {
        var known = isUpkeep ? draft.World.Services[key].UpkeepAt : draft.World.Services[key].LookAgainAt;
        if (at is { } time && !(known <= time)) draft.Decide(new LookAgain(key, time, reason, isUpkeep));
    }

    private static void Conclude(Draft draft, string key)
    {
        var service = draft.World.Services[key];
        var primary = service.Primary!;
        var tally = draft.World.TallyOf(primary);
        if (Rollout(draft, key) is { Stage: ServiceDeploymentLifecycleStage.CleanUp, HasEnded: false } && service.Deployments.Count == 1 && primary.IsInProgress
            && tally.Pending == 0 && tally.Healthy == service.DesiredCount)
            draft.Decide(new CompleteDeployment(key, primary.Id, "The target revision serves alone."));
    }
}
