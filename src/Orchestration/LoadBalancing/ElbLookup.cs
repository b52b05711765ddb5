using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>Finds what ARNs of Elastic Load Balancing name.</summary>
public static class ElbLookup
{
    /// <summary>The load balancer that an ARN names.</summary>
    /// <exception cref="ApiException">It is no ARN of one, or there is none.</exception>
    public static ElbLoadBalancer FindLoadBalancer(World world, string? arn) =>
        world.LoadBalancers.GetValueOrDefault(ElbArn.LoadBalancerKey(world.Scope, arn) ?? throw NotOf("load balancer", arn)) ?? throw ElbRefusal.BalancerNotFound(arn!);

    /// <inheritdoc cref="FindLoadBalancer"/>
    public static ElbListener FindListener(World world, string? arn) =>
        world.Listeners.GetValueOrDefault(ElbArn.ListenerKey(world.Scope, arn) ?? throw NotOf("listener", arn)) ?? throw ElbRefusal.ListenerNotFound(arn!);

    /// <inheritdoc cref="FindLoadBalancer"/>
    public static ElbTargetGroup FindTargetGroup(World world, string? arn) =>
        world.TargetGroups.GetValueOrDefault(ElbArn.TargetGroupKey(world.Scope, arn) ?? throw NotOf("target group", arn)) ?? throw ElbRefusal.GroupNotFound(arn!);

    /// <summary>The listener of a rule, and the rule; null for the listener's default rule.</summary>
    /// <exception cref="ApiException">It is no ARN of one, or there is none.</exception>
    public static (ElbListener Listener, ElbRule? Rule) FindRule(World world, string? arn)
    {
        var key = ElbArn.RuleKey(world.Scope, arn) ?? throw NotOf("listener rule", arn);
        var slash = key.LastIndexOf('/');
        if (!world.Listeners.TryGetValue(key[..slash], out var listener)) throw ElbRefusal.RuleNotFound(arn!);
        if (listener.DefaultRuleId == key[(slash + 1)..]) return (listener, null);
        return (listener, world.ListenerRules.GetValueOrDefault(key) ?? throw ElbRefusal.RuleNotFound(arn!));
    }

    private static ApiException NotOf(string what, string? arn) => ElbRefusal.Validation($"'{arn}' is not a valid {what} ARN");
}
