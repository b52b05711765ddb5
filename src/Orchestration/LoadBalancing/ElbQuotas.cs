namespace Workbook.Orchestration.LoadBalancing;

/// <summary>The quotas of a new account (see "Quotas for your Application Load Balancers" and its sisters).</summary>
public static class ElbQuotas
{
    public const int ApplicationLoadBalancers = 50;
    public const int NetworkLoadBalancers = 50;
    public const int TargetGroups = 3000;
    public const int Listeners = 50;
    public const int Rules = 100;
    public const int ApplicationTargets = 1000;
    public const int NetworkTargets = 3000;
    public const int TargetsOfNetworkZone = 500;
    public const int Certificates = 25;
    public const int ConditionValues = 5;
    public const int ConditionWildcards = 5;
    public const int GroupsOfAction = 5;
    public const int GroupsOfApplicationLoadBalancer = 100;
    public const int Tags = 50;
    public const int SecurityGroups = 5;

    /// <summary>As DescribeAccountLimits names them.</summary>
    public static IReadOnlyList<(string Name, int Max)> All { get; } =
    [
        ("application-load-balancers", ApplicationLoadBalancers),
        ("network-load-balancers", NetworkLoadBalancers),
        ("gateway-load-balancers", 100),
        ("target-groups", TargetGroups),
        ("listeners-per-application-load-balancer", Listeners),
        ("listeners-per-network-load-balancer", Listeners),
        ("rules-per-application-load-balancer", Rules),
        ("targets-per-application-load-balancer", ApplicationTargets),
        ("targets-per-network-load-balancer", NetworkTargets),
        ("target-groups-per-application-load-balancer", GroupsOfApplicationLoadBalancer),
        ("targets-per-availability-zone-per-network-load-balancer", TargetsOfNetworkZone),
        ("certificates-per-application-load-balancer", Certificates),
        ("certificates-per-network-load-balancer", Certificates),
        ("condition-values-per-alb-rule", ConditionValues),
        ("condition-wildcards-per-alb-rule", ConditionWildcards),
        ("target-groups-per-action-on-application-load-balancer", GroupsOfAction),
        ("target-groups-per-action-on-network-load-balancer", GroupsOfAction),
    ];
}
