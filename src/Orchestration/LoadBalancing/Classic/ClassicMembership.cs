using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.LoadBalancing.Classic;

/// <summary>That an instance is registered with a Classic Load Balancer, which sends to the ports that its own listeners name.</summary>
/// <param name="BalancerName">The <see cref="ClassicLoadBalancer.Name"/>.</param>
/// <param name="InstanceId">Of an EC2 instance.</param>
public sealed record ClassicMembership(string BalancerName, string InstanceId)
{
    /// <summary>A load balancer that is gone stays so.</summary>
    internal World AddTo(World world) =>
        world.ClassicLoadBalancers.TryGetValue(BalancerName, out var balancer) && !balancer.InstanceIds.Contains(InstanceId)
            ? world.Put(balancer with { InstanceIds = [.. balancer.InstanceIds, InstanceId] })
            : world;

    internal World RemoveFrom(World world) =>
        world.ClassicLoadBalancers.TryGetValue(BalancerName, out var balancer) && balancer.InstanceIds.Contains(InstanceId)
            ? world.Put(balancer with { InstanceIds = [.. balancer.InstanceIds.Where(id => id != InstanceId)] })
            : world;
}
