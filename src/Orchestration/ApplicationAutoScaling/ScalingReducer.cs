using System.Diagnostics;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>What a decision makes of the scalable target it is about, and of its service.</summary>
internal static class ScalingReducer
{
    public static World Apply(World world, ScalingDecision decision, DateTimeOffset now)
    {
        if (decision is ForgetTargetActivity forget) return world.TargetActivities.TryGetValue(forget.ActivityKey, out var old) ? world.Remove(old) : world;
        if (!world.ScalableTargets.TryGetValue(decision.TargetKey, out var target)) return world;
        switch (decision)
        {
            case SetCapacity set:
                return Set(world, target, set, now);
            case KeepCapacity keep:
                return ScalingActivities.Add(world, target with { Heard = [] }, "Attempting to scale due to alarm triggered", keep.Cause, ScalingActivityStatusCode.Failed, null, null, now, keep.NotScaledReasons);
            case SettleTarget:
                return world.Put(target with { Heard = [], BoundsAreNew = false });
            case FinishActivity finish:
                return ScalingActivities.Finish(world, target, finish.StatusCode, finish.StatusMessage, now);
            case RunScheduledAction run:
                return Run(world, target, run, now);
            default:
                throw new UnreachableException($"Nothing is known of {decision}.");
        }
    }

    private static World Set(World world, AasScalableTarget target, SetCapacity set, DateTimeOffset now)
    {
        var settled = set.PolicyName is null ? target with { BoundsAreNew = false } : target with { Heard = [] };
        if (ScalableResource.ServiceOf(world, target.ResourceId) is not { } service) return world.Put(settled);
        var (description, before) = ($"Setting desired count to {set.To}.", service.DesiredCount);
        try
        {
            world = UpdateService.SetDesiredCount(world, service, set.To, now);
        }
        catch (ApiException refused)
        {
            var message = $"Failed to set desired count to {set.To}. Reason: {refused.Message} (Service: AmazonECS; Status Code: {refused.Status}; Error Code: {refused.Code})";
            return ScalingActivities.Add(world, settled, description, set.Cause, ScalingActivityStatusCode.Failed, message, set.To, now);
        }
        world = ScalingActivities.Finish(world.Put(settled), settled, ScalingActivityStatusCode.Overridden, Overtaken(world, settled, set.To), now);
        var cooled = set.PolicyName is { } policy ? Cooled(world.ScalableTargets[target.Key], world.ScalingPolicies[AasScalingPolicy.KeyOf(target.Key, policy)], before, set.To, now) : world.ScalableTargets[target.Key];
        return ScalingActivities.Add(world, cooled, description, set.Cause, ScalingActivityStatusCode.InProgress, $"Successfully set desired count to {set.To}. Waiting for change to be fulfilled by ecs.", set.To, now);
    }

    private static string Overtaken(World world, AasScalableTarget target, int to) => target.RunningActivity is not { } key ? ""
        : $"Successfully set desired count to {world.TargetActivities[key].Capacity}. Found it was later changed to {to}.";

    // A larger scale-out within a cooldown begins it anew, but is still counted from where the first one began. Either direction ends the wait of the other.
    private static AasScalableTarget Cooled(AasScalableTarget target, AasScalingPolicy policy, int before, int to, DateTimeOffset now) => to > before
        ? target with { ScaledOut = new(target.ScaledOut is { } last && last.Lasts(now) ? last.From : before, now, now + policy.ScaleOutCooldown), ScaleInFrom = null }
        : target with { ScaledOut = null, ScaleInFrom = now + policy.ScaleInCooldown };

    private static World Run(World world, AasScalableTarget target, RunScheduledAction run, DateTimeOffset now)
    {
        if (!world.ScheduledActions.TryGetValue(AasScheduledAction.KeyOf(target.Key, run.ActionName), out var action)) return world;
        world = world.Put(action with { NextAt = run.NextAt });
        if (target.Suspended.ScheduledScalingSuspended == true) return world;
        var (least, most) = (action.MinCapacity ?? target.MinCapacity, action.MaxCapacity ?? target.MaxCapacity);
        var (cause, what) = ($"scheduled action name {action.Name} was triggered", What(action));
        return most < least
            ? ScalingActivities.Add(world, target, $"Setting {what}", cause, ScalingActivityStatusCode.Failed, $"Failed to set {what}. Reason: Maximum capacity cannot be less than minimum capacity", null, now)
            : ScalingActivities.Add(world, target with { MinCapacity = least, MaxCapacity = most, BoundsAreNew = true }, $"Setting {what}", cause, ScalingActivityStatusCode.Successful, $"Successfully set {what}", null, now);
    }

    private static string What(AasScheduledAction action) => (action.MinCapacity, action.MaxCapacity) switch
    {
        (null, var most) => $"max capacity to {most}",
        (var least, null) => $"min capacity to {least}",
        var (least, most) => $"min capacity to {least} and max capacity to {most}",
    };
}
