using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing.Health;

/// <summary>Which targets are checked, and where.</summary>
public static class HealthChecks
{
    /// <summary>Only targets that may be sent requests: of groups that a listener of a load balancer forwards to, and not those that drain.</summary>
    public static bool IsChecked(World world, ElbTarget target) =>
        target.State != TargetHealthStateEnum.Draining && world.TargetGroups.TryGetValue(target.GroupKey, out var group) && IsUsed(world, group);

    /// <summary>True when a load balancer that takes requests may forward to the group.</summary>
    public static bool IsUsed(World world, ElbTargetGroup group)
    {
        var arn = ElbTargetGroup.ArnOf(world.Scope, group.Key);
        return world.LoadBalancingIndex.ListenersUsing(arn).Any(IsActive)
            || world.LoadBalancingIndex.RulesUsing(arn).Any(rule => world.ListenerRules.TryGetValue(rule, out var found) && IsActive(found.ListenerKey));

        bool IsActive(string listener) => world.Listeners.TryGetValue(listener, out var found)
            && world.LoadBalancers.GetValueOrDefault(found.LoadBalancerKey)?.State == LoadBalancerStateEnum.Active;
    }

    public static int PortOf(ElbTargetGroup group, ElbTarget target) => int.TryParse(group.HealthCheck.Port, out var port) ? port : target.Port;

    /// <summary>An Application Load Balancer as a target is healthy when it listens at the port and has a healthy target behind it.</summary>
    public static CheckOutcome OfLoadBalancer(World world, ElbTarget target)
    {
        var key = target.Id.Split(":loadbalancer/")[^1];
        if (world.LoadBalancers.GetValueOrDefault(key)?.State != LoadBalancerStateEnum.Active) return CheckOutcome.Failed();
        foreach (var listener in world.LoadBalancingIndex.ListenersOf(key).Select(each => world.Listeners[each]).Where(each => each.Port == target.Port))
        {
            var actions = world.LoadBalancingIndex.RulesOf(listener.Key).SelectMany(rule => world.ListenerRules[rule].Actions).Concat(listener.DefaultActions);
            var groups = Forwards.GroupsOf(actions).ToList();
            // One that answers by itself needs nobody behind it.
            if (groups.Count == 0 || groups.Any(group => HasHealthyTarget(world, group))) return CheckOutcome.Success;
        }
        return CheckOutcome.Failed();
    }

    private static bool HasHealthyTarget(World world, string groupArn) => groupArn.Split(":targetgroup/") is [_, var key]
        && world.LoadBalancingIndex.TargetsOf(key).Any(target => world.Targets[target].State == TargetHealthStateEnum.Healthy);
}
