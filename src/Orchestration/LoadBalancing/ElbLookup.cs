using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>Finds what ARNs of Elastic Load Balancing name: <c>arn:aws:elasticloadbalancing:REGION:ACCOUNT:TYPE/KEY</c>.</summary>
public static class ElbLookup
{
    public const string LoadBalancer = "loadbalancer";
    public const string Listener = "listener";
    public const string Rule = "listener-rule";
    public const string TargetGroup = "targetgroup";

    /// <summary>The key of a load balancer in this account and region, or null where the text names none.</summary>
    public static string? LoadBalancerKey(AccountRegion scope, string? arn) => Key(scope, arn, LoadBalancer, parts: 3);

    public static string? ListenerKey(AccountRegion scope, string? arn) => Key(scope, arn, Listener, parts: 4);

    public static string? RuleKey(AccountRegion scope, string? arn) => Key(scope, arn, Rule, parts: 5);

    public static string? TargetGroupKey(AccountRegion scope, string? arn) => Key(scope, arn, TargetGroup, parts: 2);

    /// <summary>The load balancer that an ARN names.</summary>
    /// <exception cref="ApiException">It is no ARN of one, or there is none.</exception>
    public static ElbLoadBalancer FindLoadBalancer(World world, string? arn) =>
        world.LoadBalancers.GetValueOrDefault(LoadBalancerKey(world.Scope, arn) ?? throw NotOf("load balancer", arn)) ?? throw ElbRefusal.BalancerNotFound(arn!);

    /// <inheritdoc cref="FindLoadBalancer"/>
    public static ElbListener FindListener(World world, string? arn) =>
        world.Listeners.GetValueOrDefault(ListenerKey(world.Scope, arn) ?? throw NotOf("listener", arn)) ?? throw ElbRefusal.ListenerNotFound(arn!);

    /// <inheritdoc cref="FindLoadBalancer"/>
    public static ElbTargetGroup FindTargetGroup(World world, string? arn) =>
        world.TargetGroups.GetValueOrDefault(TargetGroupKey(world.Scope, arn) ?? throw NotOf("target group", arn)) ?? throw ElbRefusal.GroupNotFound(arn!);

    /// <summary>The listener of a rule, and the rule; null for the listener's default rule.</summary>
    /// <exception cref="ApiException">It is no ARN of one, or there is none.</exception>
    public static (ElbListener Listener, ElbRule? Rule) FindRule(World world, string? arn)
    {
        var key = RuleKey(world.Scope, arn) ?? throw NotOf("listener rule", arn);
        var slash = key.LastIndexOf('/');
        if (!world.Listeners.TryGetValue(key[..slash], out var listener)) throw ElbRefusal.RuleNotFound(arn!);
        if (listener.DefaultRuleId == key[(slash + 1)..]) return (listener, null);
        return (listener, world.ListenerRules.GetValueOrDefault(key) ?? throw ElbRefusal.RuleNotFound(arn!));
    }

    private static ApiException NotOf(string what, string? arn) => ElbRefusal.Validation($"'{arn}' is not a valid {what} ARN");

    private static string? Key(AccountRegion scope, string? arn, string type, int parts)
    {
        var prefix = $"arn:aws:elasticloadbalancing:{scope.Region}:{scope.Account}:{type}/";
        if (arn is null || !arn.StartsWith(prefix, StringComparison.Ordinal)) return null;
        var key = arn[prefix.Length..];
        return key.Split('/') is var pieces && pieces.Length == parts && pieces.All(piece => piece.Length > 0) ? key : null;
    }
}
