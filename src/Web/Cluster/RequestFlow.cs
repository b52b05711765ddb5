using Workbook.Orchestration.Worlds;
using Workbook.Server;
using Workbook.Server.LoadBalancing.Metrics;

namespace Workbook.Web.Cluster;

/// <summary>
/// How many requests load balancers sent to which target since it was asked last. It asks each load balancer for one number, and looks at the targets of
/// those only where that number has grown.
/// </summary>
internal sealed class RequestFlow(LocalAws aws)
{
    private readonly Dictionary<string, Seen> _balancers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Seen> _targets = new(StringComparer.Ordinal);

    /// <summary>By the targets' ids on the map; targets without requests are left out.</summary>
    public IReadOnlyDictionary<string, long> Read()
    {
        var flow = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var scope in aws.Engine.Store.Scopes)
        {
            var world = aws.Engine.Store.Read(scope);
            foreach (var (key, balancer) in world.LoadBalancers)
            {
                if (aws.Balancer.MetricsOfLoadBalancer(scope, key) is not { } metrics || Grown(_balancers, $"{scope}|{key}", metrics, aws.Engine.Clock.GetUtcNow()) == 0) continue;
                foreach (var group in ((ClusterItem.BalancerCard)ClusterCards.Of(world, balancer)).Groups) Read(world, group, flow);
            }
        }
        return flow;
    }

    private void Read(World world, string groupArn, Dictionary<string, long> flow)
    {
        var key = groupArn[(groupArn.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (aws.Balancer.MetricsOfTargetGroup(world.Scope, key) is not { } group) return;
        foreach (var (address, metrics) in group.Targets)
        {
            var id = ClusterCards.TargetId(world.Scope, key, address);
            if (Grown(_targets, id, metrics, aws.Engine.Clock.GetUtcNow()) is var more and > 0) flow[id] = more;
        }
    }

    // Counts are kept by the minute of the engine's clock.
    private static long Grown(Dictionary<string, Seen> seen, string id, MetricSeries metrics, DateTimeOffset now)
    {
        var last = seen.GetValueOrDefault(id);
        var (grown, newest) = (0L, last);
        foreach (var minute in metrics.Read(last.Minute == default ? now.AddMinutes(-1) : last.Minute, DateTimeOffset.MaxValue.AddMinutes(-1)))
        {
            var count = minute[Metric.RequestCount];
            grown += minute.Start == last.Minute ? count - last.Count : count;
            newest = new(minute.Start, count);
        }
        seen[id] = newest;
        return grown;
    }

    private readonly record struct Seen(DateTimeOffset Minute, long Count);
}
