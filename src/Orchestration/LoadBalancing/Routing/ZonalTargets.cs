using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>
/// Where the nodes of a load balancer, one in each zone, send requests when cross-zone load balancing is off: only to targets in their own zone.
/// See https://docs.aws.amazon.com/elasticloadbalancing/latest/application/disable-cross-zone.html.
/// </summary>
public static class ZonalTargets
{
    /// <summary>
    /// The targets of each node, by the names of the zones. DNS leads nobody to a zone without targets. What belongs to no zone, or to all, is
    /// reached from each: 2 targets in a, 8 in b → two lists, and half of the clients share the 2.
    /// </summary>
    /// <param name="routable">Who gets requests at all.</param>
    public static IReadOnlyList<IReadOnlyList<ElbTarget>> Of(World world, ElbTargetGroup group, IReadOnlyList<ElbTarget> routable)
    {
        var zones = routable.ToLookup(target => Targets.ZoneOf(world, group, target) is { } zone && zone != Targets.AllZones ? zone : null);
        var nodes = zones.Where(zone => zone.Key is not null).OrderBy(zone => zone.Key, StringComparer.Ordinal).Select(zone => (IReadOnlyList<ElbTarget>)[.. zone, .. zones[null]]).ToList();
        return nodes.Count > 0 ? nodes : [routable];
    }
}
