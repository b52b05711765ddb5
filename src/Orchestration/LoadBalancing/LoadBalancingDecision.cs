using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>A decision about a part of a load balancer.</summary>
public abstract record LoadBalancingDecision(string Reason) : Decision(Reason);

/// <summary>A load balancer that was being set up takes requests from now on.</summary>
public sealed record ActivateLoadBalancer(string Key, string Reason) : LoadBalancingDecision(Reason)
{
    public override EntityKey? Subject => new(EntityKind.LoadBalancer, Key);
}

/// <summary>The time for which a deregistered target may end its requests is over.</summary>
public sealed record ForgetTarget(string Key, string Reason) : LoadBalancingDecision(Reason)
{
    public override EntityKey? Subject => new(EntityKind.Target, Key);
}
