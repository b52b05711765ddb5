using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>Moves load balancers and targets on when their time has come.</summary>
internal static class LoadBalancingPlanner
{
    public static void PlanLoadBalancer(Draft draft, string key)
    {
        if (draft.World.LoadBalancers.TryGetValue(key, out var balancer) && balancer.State == LoadBalancerStateEnum.Provisioning && balancer.NextWake?.At <= draft.Now)
            draft.Decide(new ActivateLoadBalancer(key, "Its nodes are set up in every Availability Zone."));
    }

    public static void PlanTarget(Draft draft, string key)
    {
        if (draft.World.Targets.TryGetValue(key, out var target) && target.State == TargetHealthStateEnum.Draining && target.NextWake?.At <= draft.Now)
            draft.Decide(new ForgetTarget(key, "Its deregistration delay is over."));
    }
}
