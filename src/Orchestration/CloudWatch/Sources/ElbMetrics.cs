using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.CloudWatch;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.CloudWatch.Sources;

/// <summary>
/// What Elastic Load Balancing sends to CloudWatch each minute (see "CloudWatch metrics for your Application Load Balancer" and "… Network Load
/// Balancer"): load balancers are called <c>app/web/50dc6c495c0c9188</c> there, and target groups <c>targetgroup/web/73e2d6bc24d8a067</c>.
/// </summary>
public static class ElbMetrics
{
    public const string Application = "AWS/ApplicationELB";
    public const string Network = "AWS/NetworkELB";

    /// <summary>Both namespaces.</summary>
    public static bool IsOurs(string @namespace) => @namespace is Application or Network;

    /// <summary>HealthyHostCount and UnHealthyHostCount of all target groups with targets.</summary>
    /// <param name="minute">Its beginning.</param>
    public static IEnumerable<MetricSample> Hosts(World world, DateTimeOffset minute) => world.TargetGroups.Keys.SelectMany(group =>
    {
        var states = world.LoadBalancingIndex.TargetsOf(group).Select(key => world.Targets[key].State).ToList();
        if (states.Count == 0) return [];
        var healthy = states.Count(state => state == TargetHealthStateEnum.Healthy);
        var unhealthy = states.Count(state => state == TargetHealthStateEnum.Unhealthy);
        return BalancersOf(world, group).SelectMany(balancer => (IEnumerable<MetricSample>)
        [
            OfGroup("HealthyHostCount", group, balancer, StandardUnit.Count, Aggregate.Of(healthy), minute),
            OfGroup("UnHealthyHostCount", group, balancer, StandardUnit.Count, Aggregate.Of(unhealthy), minute),
        ]);
    });

    /// <summary>What requests are to a target group beside their number: how many each target had.</summary>
    public static IEnumerable<MetricSample> PerTarget(World world, string group, string balancer, double requests, DateTimeOffset minute)
    {
        var states = world.LoadBalancingIndex.TargetsOf(group).Select(key => world.Targets[key].State).ToList();
        if (states.Count == 0) return [];
        // Where none is healthy all are sent to.
        var targets = states.Count(state => state == TargetHealthStateEnum.Healthy) is var healthy and > 0 ? healthy : states.Count;
        var each = Aggregate.Of(requests / targets);
        return
        [
            new(MetricId.Of(Application, "RequestCountPerTarget", ("TargetGroup", Name(group))), StandardUnit.Count, minute, each),
            OfGroup("RequestCountPerTarget", group, balancer, StandardUnit.Count, each, minute),
        ];
    }

    public static MetricSample OfGroup(string metric, string group, string balancer, string unit, Aggregate aggregate, DateTimeOffset minute) =>
        new(MetricId.Of(NamespaceOf(balancer), metric, ("LoadBalancer", balancer), ("TargetGroup", Name(group))), unit, minute, aggregate);

    public static MetricSample OfBalancer(string metric, string balancer, string unit, Aggregate aggregate, DateTimeOffset minute) =>
        new(MetricId.Of(NamespaceOf(balancer), metric, ("LoadBalancer", balancer)), unit, minute, aggregate);

    /// <summary>The load balancers that forward to a target group.</summary>
    public static IEnumerable<string> BalancersOf(World world, string group)
    {
        var arn = ElbTargetGroup.ArnOf(world.Scope, group);
        var index = world.LoadBalancingIndex;
        return index.ListenersUsing(arn).Concat(index.RulesUsing(arn).Select(key => world.ListenerRules[key].ListenerKey)).Select(key => world.Listeners[key].LoadBalancerKey).Distinct();
    }

    private static string NamespaceOf(string balancer) => balancer.StartsWith("net/", StringComparison.Ordinal) ? Network : Application;

    private static string Name(string group) => $"targetgroup/{group}";
}
