using System.Collections.Immutable;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing.Network;

/// <summary>
/// Where the new flows of a listener of a Network Load Balancer go. A flow goes to the target whose hash together with its own is the highest,
/// so that flows of other targets stay where they are when one comes or goes.
/// </summary>
public sealed class FlowTargets
{
    private readonly ImmutableArray<Group> _groups;
    private readonly ulong _weight;

    private FlowTargets(ImmutableArray<Group> groups)
    {
        _groups = groups;
        _weight = groups.Aggregate(0UL, (sum, group) => sum + group.Weight);
    }

    /// <summary>The targets that may get new flows now: the healthy ones of a group, and all of them when none is.</summary>
    public static FlowTargets Of(World world, ElbListener listener)
    {
        var groups = ImmutableArray.CreateBuilder<Group>();
        foreach (var (arn, weight) in WeightsOf(listener))
        {
            if (weight > 0 && world.TargetGroups.TryGetValue(arn.Split(":targetgroup/")[^1], out var group))
                groups.Add(new((ulong)weight, group, Attributes.StickinessOf(group) is not null, CandidatesOf(world, group)));
        }
        return new(groups.ToImmutable());
    }

    /// <summary>True when nobody of a group is healthy: it gets flows all the same.</summary>
    public static bool FailsOpen(World world, string groupKey) =>
        !world.LoadBalancingIndex.TargetsOf(groupKey).Any(key => world.Targets[key].State == TargetHealthStateEnum.Healthy);

    /// <summary>The target of a flow with its group; null when there is none.</summary>
    public (ElbTargetGroup Group, ElbTarget Target)? Choose(Flow flow)
    {
        if (_weight == 0) return null;
        var hash = flow.Hash();
        var at = hash % _weight;
        foreach (var group in _groups)
        {
            if (at < group.Weight) return group.Choose(group.IsSticky ? flow.SourceHash() : hash) is { } target ? (group.Settings, target) : null;
            at -= group.Weight;
        }
        return null;
    }

    private static IEnumerable<(string Arn, int Weight)> WeightsOf(ElbListener listener)
    {
        var forward = listener.DefaultActions.FirstOrDefault(action => action.Type == ActionTypeEnum.Forward);
        if (forward?.ForwardConfig?.TargetGroups is { Count: > 0 } groups) return groups.Select(each => (each.TargetGroupArn!, each.Weight ?? 1));
        return forward?.TargetGroupArn is { } arn ? [(arn, 1)] : [];
    }

    private static ImmutableArray<(ulong Hash, ElbTarget Target)> CandidatesOf(World world, ElbTargetGroup group)
    {
        var targets = world.LoadBalancingIndex.TargetsOf(group.Key).Select(key => world.Targets[key]).Where(target => target.State != TargetHealthStateEnum.Draining).ToList();
        var healthy = targets.Where(target => target.State == TargetHealthStateEnum.Healthy).ToList();
        return [.. (healthy.Count > 0 ? healthy : targets).Select(target => (Flow.HashOf(target.Key), target))];
    }

    private sealed record Group(ulong Weight, ElbTargetGroup Settings, bool IsSticky, ImmutableArray<(ulong Hash, ElbTarget Target)> Candidates)
    {
        public ElbTarget? Choose(ulong flow)
        {
            ElbTarget? best = null;
            var highest = 0UL;
            foreach (var (hash, target) in Candidates)
            {
                var score = Flow.Mix(hash ^ flow);
                if (best is not null && score <= highest) continue;
                (best, highest) = (target, score);
            }
            return best;
        }
    }
}
