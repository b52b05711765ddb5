using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Services;

/// <summary>
/// The rolling update, of which keeping the desired count is the case with nothing to roll: starts what is missing as far as
/// the maximum allows and stops what is replaced as far as the minimum allows.
/// </summary>
internal static class RollingPlanner
{
    public static void Plan(Draft draft, string key)
    {
        Judge(draft, key);
        var failing = Replacement.Watch(draft, key).Unhealthy.Count;
        Replacement.StopNeverHealthy(draft, key);
        var due = Replacing.Of(draft.World, draft.World.Services[key], draft.Now);
        StopExtra(draft, key, due);
        StartMissing(draft, key, due, failing);
        KeepOld(draft, key);
        StopReplaced(draft, key);
        Replacement.StopReplaced(draft, key, due);
        Conclude(draft, key);
    }

    public static void Judge(Draft draft, string key)
    {
        var service = draft.World.Services[key];
        if (DeploymentMonitors.Verdict(draft.World, service, service.Primary!) is not var (cause, reason, rollsBack)) return;
        var stable = service.StableRevisionId is { } revision && revision != service.Primary!.RevisionId ? revision : null;
        draft.Decide(rollsBack && stable is not null
            ? new RollBackDeployment(key, service.Primary!.Id, stable, cause, reason)
            : new FailDeployment(key, service.Primary!.Id, cause, reason));
    }

    /// <summary>More than desired: after a scale-in, or when what was unhealthy became healthy again.</summary>
    private static void StopExtra(Draft draft, string key, Replacing due)
    {
        var service = draft.World.Services[key];
        var primary = service.Primary!;
        var extra = draft.World.TallyOf(primary).Active - due.Primary.Count - service.DesiredCount;
        var spared = TaskStopper.Spare(draft.World, primary.Id, extra, due.Primary);
        TaskStopper.Stop(draft, service, primary.Id, spared, $"{service.DesiredCount} tasks are desired, {spared.Count} fewer than there are.");
    }

    /// <param name="failing">How many tasks were UNHEALTHY before this plan, those that it has already stopped among them.</param>
    private static void StartMissing(Draft draft, string key, Replacing due, int failing)
    {
        var service = draft.World.Services[key];
        var primary = service.Primary!;
        var active = service.Deployments.Sum(each => draft.World.TallyOf(each).Active);
        var lost = service.DesiredCount - draft.World.TallyOf(primary).Active;
        var missing = lost + due.Primary.Count;

        // desired 4, maximum 150 % → 6 may be active; 4 old ones and 1 new one are → 1 more may start, though 3 are missing.
        var room = RollingLimits.Of(service.DesiredCount, service.DeploymentConfiguration).MaximumActive - active;
        var count = Math.Min(missing, room);
        var mayLaunch = !primary.HasFailed && !primary.Throttle.Holds(draft.Now);
        if (missing <= 0)
            TaskStarter.Satisfied(draft, key, primary.Id);
        else if (mayLaunch && count > 0)
        {
            // 2 of 4 unhealthy ones were stopped just now, 5 are started: 1 was lost before, 4 replace unhealthy ones.
            var stopped = failing - due.Unhealthy.Count;
            var replaced = Math.Clamp(count - Math.Max(0, lost - stopped), 0, Math.Min(failing, count));
            TaskStarter.Start(draft, key, primary.Id, count, Because(service, primary, count), replaced);
        }
    }

    /// <summary>
    /// While the primary deployment cannot launch, the one before it replaces what it loses. Where the primary can, there are
    /// as many tasks as desired by now, or more.
    /// </summary>
    private static void KeepOld(Draft draft, string key)
    {
        var service = draft.World.Services[key];
        if (service.Deployments.Skip(1).FirstOrDefault(each => !each.HasFailed) is not { } old || old.Throttle.Holds(draft.Now)) return;
        var active = service.Deployments.Sum(each => draft.World.TallyOf(each).Active);
        var lost = Math.Min(service.DesiredCount - active, old.DesiredCount - draft.World.TallyOf(old).Active);
        if (lost > 0)
            TaskStarter.Start(draft, key, old.Id, lost, $"The deployment {service.Primary!.Id} cannot start tasks now, and {lost} of {old.Id} are missing.");
        else
            TaskStarter.Satisfied(draft, key, old.Id);
    }

    /// <summary>Older deployments give way: to the last task when enough of the new ones are healthy.</summary>
    private static void StopReplaced(Draft draft, string key)
    {
        var service = draft.World.Services[key];
        var primary = service.Primary!;
        var limits = RollingLimits.Of(service.DesiredCount, service.DeploymentConfiguration);

        // desired 4, minimum 50 % → 2 have to stay healthy; 1 new one is → the old deployments keep 1.
        var needed = primary.HasFailed
            ? Math.Max(0, service.DesiredCount - draft.World.TallyOf(primary).Healthy)
            : Math.Max(0, limits.MinimumHealthy - draft.World.TallyOf(primary).Healthy);
        var kept = Replacement.Best(draft.World, service, needed);
        var lacking = needed - kept.Count;
        foreach (var old in service.Deployments.Skip(1))
        {
            var tasks = TaskStopper.Wanted(draft.World, old.Id).ToLookup(id => kept.Contains(id) || draft.World.Tasks[id].IsProtected);
            TaskStopper.Stop(draft, service, old.Id, [.. tasks[false]],
                $"{limits.MinimumHealthy} tasks have to stay healthy and {primary.Id} has {draft.World.TallyOf(primary).Healthy}: {needed} of the older ones are still needed.");

            // What an older deployment has lost and may replace counts as its own: desired 4, 1 lost, 4 needed → it still wants 4.
            var stays = tasks[true].Count(kept.Contains);
            var toReplace = old.HasFailed ? 0 : Math.Clamp(old.DesiredCount - stays, 0, lacking);
            lacking -= toReplace;
            if (stays + toReplace < old.DesiredCount) draft.Decide(new ResizeDeployment(key, old.Id, stays + toReplace, $"{primary.Id} takes over."));
        }
        foreach (var gone in draft.World.Services[key].Deployments.Skip(1).Where(each => each.DesiredCount == 0 && !draft.World.DeploymentTallies.ContainsKey(each.Id)))
            draft.Decide(new RemoveDeployment(key, gone.Id, "All its tasks have stopped."));
    }

    public static void Conclude(Draft draft, string key)
    {
        var service = draft.World.Services[key];
        var primary = service.Primary!;
        var tally = draft.World.TallyOf(primary);
        if (primary.IsInProgress && (EarlySuccess.Of(service) is { } early ? early.IsMet(service, tally) : IsDone(service, tally)))
            draft.Decide(new CompleteDeployment(key, primary.Id, $"{tally.Healthy} of {service.DesiredCount} tasks run and are healthy, and {(service.Deployments.Count == 1 ? "no older deployment is left" : "the older ones may go on leaving")}."));
        else if (IsBlocked(draft.World, service))
            draft.Decide(new AddServiceEvent(key, ServiceEvents.Blocked(service), "The maximum leaves no room to start a task and the minimum none to stop one."));
    }

    private static bool IsDone(EcsService service, DeploymentTally tally) =>
        service.Deployments.Count == 1 && tally.Pending == 0 && tally.Healthy == service.DesiredCount && tally.Running == service.DesiredCount;

    /// <summary>Nothing may start and nothing may stop, though there is something to replace; said once.</summary>
    private static bool IsBlocked(World world, EcsService service)
    {
        if (service.Primary!.HasFailed || service.Events is [{ Message: var last }, ..] && last == ServiceEvents.Blocked(service)) return false;
        var limits = RollingLimits.Of(service.DesiredCount, service.DeploymentConfiguration);
        var tallies = service.Deployments.Select(world.TallyOf).ToList();
        return tallies.All(tally => tally is { Pending: 0, Stopping: 0 })
            && tallies.Sum(tally => tally.Active) >= limits.MaximumActive
            && tallies.Sum(tally => tally.Healthy) <= limits.MinimumHealthy
            && tallies[0].Active < service.DesiredCount;
    }

    private static string Because(EcsService service, EcsDeployment primary, int count) =>
        $"{service.DesiredCount} tasks of {primary.Id} are desired; {count} {(count == 1 ? "is" : "are")} missing and may be started.";
}
