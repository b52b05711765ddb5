using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>Keeps services within their bounds, follows what alarms ask for, and runs scheduled actions.</summary>
internal static class ScalableTargetPlanner
{
    public static void Plan(Draft draft, string key)
    {
        if (!draft.World.ScalableTargets.TryGetValue(key, out var target)) return;
        if (target.BoundsAreNew) draft.Decide(Bounds(draft.World, target));
        target = draft.World.ScalableTargets[key];
        if (target.Heard.Count > 0) draft.Decide(PolicyWeighing.Decide(draft.World, target, target.Heard, draft.Now) ?? new SettleTarget(key, "The service is gone."));
        target = draft.World.ScalableTargets[key];
        if (target.RunningActivity is { } running && Outcome(draft.World, target, draft.World.TargetActivities[running]) is { } finish) draft.Decide(finish);
    }

    public static void PlanAction(Draft draft, string key)
    {
        if (!draft.World.ScheduledActions.TryGetValue(key, out var action) || !(action.NextAt <= draft.Now)) return;
        draft.Decide(new RunScheduledAction(action.TargetKey, action.Name, ScheduledActions.Next(action, draft.Now), $"It is time for the scheduled action {action.Name}: {action.Schedule}."));
    }

    private static ScalingDecision Bounds(World world, AasScalableTarget target) => ScalableResource.ServiceOf(world, target.ResourceId) switch
    {
        { DesiredCount: var count } when count < target.MinCapacity =>
            new SetCapacity(target.Key, target.MinCapacity, null, $"minimum capacity was set to {target.MinCapacity}", $"{count} tasks are desired, and the minimum is {target.MinCapacity} now."),
        { DesiredCount: var count } when count > target.MaxCapacity =>
            new SetCapacity(target.Key, target.MaxCapacity, null, $"maximum capacity was set to {target.MaxCapacity}", $"{count} tasks are desired, and the maximum is {target.MaxCapacity} now."),
        _ => new SettleTarget(target.Key, "The desired count is within the bounds."),
    };

    private static FinishActivity? Outcome(World world, AasScalableTarget target, AasScalingActivity activity)
    {
        var (wanted, set) = (activity.Capacity!.Value, $"Successfully set desired count to {activity.Capacity}.");
        if (ScalableResource.ServiceOf(world, target.ResourceId) is not { } service)
            return new(target.Key, ScalingActivityStatusCode.Unfulfilled, set, "The service is gone.");
        if (service.DesiredCount != wanted)
            return new(target.Key, ScalingActivityStatusCode.Overridden, $"{set} Found it was later changed to {service.DesiredCount}.", $"The desired count was changed from {wanted} to {service.DesiredCount}.");
        return Running(world, service) == wanted
            ? new(target.Key, ScalingActivityStatusCode.Successful, $"{set} Change successfully fulfilled by ecs.", $"{wanted} tasks run.")
            : null;
    }

    private static int Running(World world, EcsService service) => service.OwnerIds.Sum(id => world.TallyOf(id).Running);
}
