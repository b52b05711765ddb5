using Workbook.Orchestration.Services;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>
/// Weighs what the policies of a target ask for: the largest capacity wins; scale-in by target tracking needs all of them to be ready for it;
/// suspended directions, cooldowns, bounds and deployments hold back.
/// </summary>
internal static class PolicyWeighing
{
    /// <summary>What is to be done about invocations of the target's policies; null when the target or its service is gone.</summary>
    public static ScalingDecision? Decide(World world, AasScalableTarget target, ValueList<PolicyInvocation> heard, DateTimeOffset now)
    {
        if (ScalableResource.ServiceOf(world, target.ResourceId) is not { } service) return null;
        var count = service.DesiredCount;
        var from = target.ScaledOut is { } last && last.Lasts(now) && last.From < count ? last.From : count;
        var proposals = heard.SelectMany(invocation => Propose(world, invocation, target, count, from)).ToList();
        var (outs, ins) = (proposals.Where(each => each.Proposal.Direction > 0).ToList(), proposals.Where(each => each.Proposal.Direction < 0).ToList());
        return (outs.Count > 0 ? ScaleOut(target, outs, count, from) : null)
            ?? (ins.Count > 0 ? ScaleIn(world, target, service, ins, now) : null)
            ?? (proposals.FirstOrDefault(each => each.Proposal.Direction == 0) is { } still ? Keep(world, target, still, AtDesired(count)) : null)
            ?? Settle(target);

        ScalingDecision? ScaleOut(AasScalableTarget target, List<Weighed> outs, int count, int from)
        {
            if (target.Suspended.DynamicScalingOutSuspended == true) return null;
            var best = outs.MaxBy(each => each.Proposal.Capacity)!;
            // Below the minimum it first comes to the minimum.
            var to = Math.Min(target.MaxCapacity, Math.Max(target.MinCapacity, best.Proposal.Capacity));
            if (to > count) return Set(target, best, to);
            if (best.Proposal.Capacity > count || count >= target.MaxCapacity) return Keep(world, target, best, new() { Code = "AlreadyAtMaxCapacity", MaxCapacity = target.MaxCapacity });
            // Within a cooldown nothing more is said: the tasks that it waits for are on their way.
            return from < count ? Settle(target) : Keep(world, target, best, AtDesired(count));
        }
    }

    private static ScalingDecision? ScaleIn(World world, AasScalableTarget target, EcsService service, List<Weighed> ins, DateTimeOffset now)
    {
        if (target.Suspended.DynamicScalingInSuspended == true || now < target.ScaleInFrom) return null;
        var ready = ReadyToTrackDown(world, target, ins, service.DesiredCount);
        var all = ins.Where(each => each.Policy.Tracking is null).Concat(ready ?? []).ToList();
        if (all.Count == 0) return null;
        var best = all.MaxBy(each => each.Proposal.Capacity)!;
        if (world.RolloutOf(service) is { HasEnded: false }) return Keep(world, target, best, new() { Code = "TargetServicePutResourceAsUnscalable" });
        var (count, to) = (service.DesiredCount, Math.Max(target.MinCapacity, Math.Min(target.MaxCapacity, best.Proposal.Capacity)));
        if (to < count) return Set(target, best, to);
        if (count <= target.MinCapacity) return Keep(world, target, best, new() { Code = "AlreadyAtMinCapacity", MinCapacity = target.MinCapacity });
        return Keep(world, target, best, best.Proposal.Flaps ? new() { Code = "AutoScalingAnticipatedFlapping", CurrentCapacity = count } : AtDesired(count));
    }

    // What each target tracking policy would scale in to; null unless all of them are ready.
    private static List<Weighed>? ReadyToTrackDown(World world, AasScalableTarget target, List<Weighed> ins, int count)
    {
        var tracked = ins.Where(each => each.Policy.Tracking is not null).ToList();
        if (tracked.Count == 0) return null;
        foreach (var other in world.PoliciesOf(target.Key).Where(policy => policy.TracksDown && tracked.All(each => each.Policy.Name != policy.Name)))
        {
            if (other.OwnAlarms.Count < 2 || world.Alarms.GetValueOrDefault(other.OwnAlarms[1]) is not { IsInAlarm: true } low) return null;
            tracked.Add(new(other, Invocations.Reading(low), TargetTracking.ScaleIn(other, Invocations.Reading(low), count)));
        }
        return tracked;
    }

    private static IEnumerable<Weighed> Propose(World world, PolicyInvocation invocation, AasScalableTarget target, int count, int from)
    {
        if (!world.ScalingPolicies.TryGetValue(AasScalingPolicy.KeyOf(target.Key, invocation.PolicyName), out var policy)) yield break;
        var reading = invocation.Reading;
        if (policy.Steps is { } steps)
        {
            var isAbove = world.Alarms.GetValueOrDefault(reading.AlarmName)?.Metric?.ComparisonOperator is not (ComparisonOperator.LessThanThreshold or ComparisonOperator.LessThanOrEqualToThreshold);
            if (StepScaling.Propose(steps, reading, isAbove, count, from) is { } step) yield return new(policy, reading, step);
        }
        else if (policy.OwnAlarms.Count > 1 && reading.AlarmName == policy.OwnAlarms[1])
        {
            yield return new(policy, reading, TargetTracking.ScaleIn(policy, reading, count));
        }
        else
        {
            yield return new(policy, reading, TargetTracking.ScaleOut(policy, reading, from));
        }
    }

    private static SetCapacity Set(AasScalableTarget target, Weighed best, int to) => new(target.Key, to, best.Policy.Name, CauseOf(best), Within(target, best, to));

    // The same reason for the same cause is said once: an alarm repeats its action each minute.
    private static ScalingDecision Keep(World world, AasScalableTarget target, Weighed best, NotScaledReason reason)
    {
        ValueList<NotScaledReason> reasons = [reason];
        return target.LastActivity is { } key && world.TargetActivities.GetValueOrDefault(key) is { } last && last.Cause == CauseOf(best) && reasons.Equals(last.NotScaledReasons)
            ? Settle(target)
            : new KeepCapacity(target.Key, CauseOf(best), reasons, best.Proposal.Words);
    }

    private static SettleTarget Settle(AasScalableTarget target) => new(target.Key, "Nothing has to be changed.");

    private static string Within(AasScalableTarget target, Weighed best, int to) =>
        to == best.Proposal.Capacity ? best.Proposal.Words : $"{best.Proposal.Words} It has to be {target.MinCapacity} to {target.MaxCapacity}.";

    private static string CauseOf(Weighed best) => $"monitor alarm {best.Reading.AlarmName} in state {best.Reading.State} triggered policy {best.Policy.Name}";

    private static NotScaledReason AtDesired(int count) => new() { Code = "AlreadyAtDesiredCapacity", CurrentCapacity = count };

    private sealed record Weighed(AasScalingPolicy Policy, AlarmReading Reading, Proposal Proposal);
}
