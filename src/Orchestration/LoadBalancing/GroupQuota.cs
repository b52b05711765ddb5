using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>How many target groups one Application Load Balancer may have.</summary>
internal static class GroupQuota
{
    public static void Check(World world, ElbLoadBalancer balancer)
    {
        if (balancer.Type != LoadBalancerTypeEnum.Application) return;
        var listeners = world.LoadBalancingIndex.ListenersOf(balancer.Key);
        // What is counted twice is counted exactly only when the sum is too large: counting it each time would cost as much as there are rules.
        if (listeners.Sum(key => world.LoadBalancingIndex.RulesOf(key).Count + 1) * ElbQuotas.GroupsOfAction <= ElbQuotas.GroupsOfApplicationLoadBalancer) return;
        var groups = listeners.SelectMany(key => Forwards.GroupsOf(world.Listeners[key].DefaultActions)
            .Concat(world.LoadBalancingIndex.RulesOf(key).SelectMany(rule => Forwards.GroupsOf(world.ListenerRules[rule].Actions))));
        if (groups.Distinct().Count() > ElbQuotas.GroupsOfApplicationLoadBalancer)
            throw Elbv2Errors.TooManyUniqueTargetGroupsPerLoadBalancer($"The maximum number of unique target groups per load balancer has been reached: {ElbQuotas.GroupsOfApplicationLoadBalancer}");
    }
}
