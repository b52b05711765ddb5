using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.History;

/// <summary>Why load balancers, listeners, rules and target groups are as they are.</summary>
internal static class BalancingExplanation
{
    /// <summary>Null when there is no such thing.</summary>
    /// <exception cref="ApiException">Nothing is ever decided about things of that type.</exception>
    public static Explanation? Of(World world, string arn)
    {
        switch (ElbArn.KindOf(arn))
        {
            case ElbArn.LoadBalancer:
                return ElbArn.LoadBalancerKey(world.Scope, arn) is { } key && world.LoadBalancers.TryGetValue(key, out var balancer)
                    ? Explanation.Make(world, arn, new(EntityKind.LoadBalancer, key), $"{balancer.State}, {balancer.Type}, {balancer.Scheme}")
                    : null;
            case ElbArn.Listener:
                return ElbArn.ListenerKey(world.Scope, arn) is { } listenerKey && world.Listeners.TryGetValue(listenerKey, out var listener)
                    ? Explanation.Make(world, arn, new(EntityKind.Listener, listenerKey), $"{listener.Protocol}:{listener.Port}, {world.LoadBalancingIndex.RulesOf(listenerKey).Count + 1} rules")
                    : null;
            case ElbArn.Rule:
                return ElbArn.RuleKey(world.Scope, arn) is { } ruleKey && world.ListenerRules.TryGetValue(ruleKey, out var rule)
                    ? Explanation.Make(world, arn, new(EntityKind.ListenerRule, ruleKey), $"priority {rule.Priority}, {rule.Actions[0].Type}")
                    : null;
            case ElbArn.TargetGroup:
                return ElbArn.TargetGroupKey(world.Scope, arn) is { } groupKey && world.TargetGroups.TryGetValue(groupKey, out var group)
                    ? Explanation.Make(world, arn, new(EntityKind.TargetGroup, groupKey), StatusOf(world, group))
                    : null;
            default:
                throw ElbRefusal.Validation($"Nothing is decided about a {ElbArn.KindOf(arn)}. Ask about a loadbalancer, a listener, a listener-rule or a targetgroup.");
        }
    }

    /// <summary>Such as <c>3 targets: 2 healthy, 1 initial</c>.</summary>
    private static string StatusOf(World world, ElbTargetGroup group)
    {
        var states = world.LoadBalancingIndex.TargetsOf(group.Key).Select(key => Targets.HealthOf(world, group, world.Targets[key]).State!).GroupBy(state => state).OrderBy(same => same.Key, StringComparer.Ordinal).ToList();
        var counts = states.Select(same => $"{same.Count()} {same.Key}");
        return states.Count == 0 ? "no targets" : $"{states.Sum(same => same.Count())} targets: {string.Join(", ", counts)}";
    }
}
