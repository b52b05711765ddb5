using System.Diagnostics;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>What becomes of load balancers and targets by decisions and observations about them.</summary>
internal static class LoadBalancingReducer
{
    public static World Apply(World world, LoadBalancingDecision decision, DateTimeOffset now)
    {
        switch (decision)
        {
            case ActivateLoadBalancer activate:
                return world.LoadBalancers.TryGetValue(activate.Key, out var balancer)
                    ? world.Put(balancer with { State = LoadBalancerStateEnum.Active, NextWake = null })
                    : world;
            case ForgetTarget forget:
                return world.Targets.TryGetValue(forget.Key, out var target) ? Reducer.Refresh(world.Remove(target), target.TaskId, now) : world;
            default:
                throw new UnreachableException($"Nothing is known of {decision}.");
        }
    }

    public static World Note(World world, ListenerBound seen) =>
        world.Listeners.TryGetValue(seen.ListenerKey, out var listener) && listener.LocalPort != seen.LocalPort ? world.Put(listener with { LocalPort = seen.LocalPort }) : world;

    /// <summary>A target that drains, or that was registered again since it was checked, stays as it is.</summary>
    public static World Note(World world, TargetHealthChanged seen, DateTimeOffset now)
    {
        if (!world.Targets.TryGetValue(seen.TargetKey, out var target) || target.RegisteredAt != seen.RegisteredAt || target.State == TargetHealthStateEnum.Draining) return world;
        var next = target with
        {
            State = seen.State,
            Reason = seen.Reason,
            Description = seen.Description,
            HealthySince = seen.State == TargetHealthStateEnum.Healthy ? target.HealthySince ?? now : null,
        };
        return next == target ? world : Reducer.Refresh(world.Put(next), target.TaskId, now);
    }
}
