using System.Collections.Immutable;
using Workbook.Orchestration.LoadBalancing.Routing;
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
        var balancer = world.LoadBalancers.GetValueOrDefault(listener.LoadBalancerKey);
        var groups = ImmutableArray.CreateBuilder<Group>();
        foreach (var (arn, weight) in WeightsOf(listener))
        {
            if (weight > 0 && world.TargetGroups.TryGetValue(arn.Split(":targetgroup/")[^1], out var group))
                groups.Add(new((ulong)weight, group, Attributes.StickinessOf(group) is not null, NodesOf(world, group, balancer)));
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

    /// <summary>The candidates of each node of the load balancer: one for all zones, or one for each.</summary>
    private static ImmutableArray<ImmutableArray<(ulong Hash, ElbTarget Target)>> NodesOf(World world, ElbTargetGroup group, ElbLoadBalancer? balancer)
    {
        var candidates = CandidatesOf(world, group);
        var nodes = balancer is null || Attributes.IsCrossZone(balancer, group) ? (IReadOnlyList<IReadOnlyList<ElbTarget>>)[candidates] : ZonalTargets.Of(world, group, candidates);
        return [.. nodes.Select(node => node.Select(target => (Flow.HashOf(target.Key), target)).ToImmutableArray())];
    }

    private static List<ElbTarget> CandidatesOf(World world, ElbTargetGroup group)
    {
        var targets = world.LoadBalancingIndex.TargetsOf(group.Key).Select(key => world.Targets[key]).Where(target => target.State != TargetHealthStateEnum.Draining).ToList();
        var healthy = targets.Where(target => target.State == TargetHealthStateEnum.Healthy).ToList();
        return healthy.Count > 0 ? healthy : targets;
    }

    private sealed record Group(ulong Weight, ElbTargetGroup Settings, bool IsSticky, ImmutableArray<ImmutableArray<(ulong Hash, ElbTarget Target)>> Nodes)
    {
        public ElbTarget? Choose(ulong flow)
        {
            ElbTarget? best = null;
            var highest = 0UL;
            // Which node a client finds does not depend on the targets: its bits are others than those that choose among them.
            foreach (var (hash, target) in Nodes[(int)(Flow.Mix(~flow) % (uint)Nodes.Length)])
            {
                var score = Flow.Mix(hash ^ flow);
                if (best is not null && score <= highest) continue;
                (best, highest) = (target, score);
            }
            return best;
        }
    }
}
