using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.Placement;

/// <summary>
/// Finds the best instance without ranking all of them. A strategy over Availability Zones only decides between zones; a
/// single further strategy is an order that the World keeps for each zone, whose first suitable instance is that zone's
/// best. Any other combination ranks every instance that has room enough.
/// </summary>
internal static class Search
{
    public static Instance? Best(World world, PlacementRequest request, Requirements requirements, PlacementOrder order)
    {
        var room = new Room(request.Wanted.Cpu, request.Wanted.Memory);
        var group = world.GroupOf(request.ClusterName, request.Group);
        var byZone = order.Criteria[0] as ZoneSpreadCriterion;
        var rest = byZone is null ? order.Criteria : order.Criteria.Skip(1).ToValueList();

        // Zones with equally few tasks compete by the other strategies: 2 in a, 2 in b, 3 in c → a and b, and c if both are full.
        var tiers = world.InstanceIndex.Of(request.ClusterName).Zones.GroupBy(zone => byZone?.RankOf(zone.Key) ?? 0).OrderBy(tier => tier.Key);
        foreach (var tier in tiers)
        {
            Instance? best = null;
            foreach (var (name, zone) in tier)
            {
                if (BestOf(zone, group.Zone(name)) is { } candidate && (best is null || PlacementOrder.Compare(rest, candidate, best) < 0)) best = candidate;
            }
            if (best is not null) return best;
        }
        return null;

        Instance? BestOf(ZoneInstances zone, GroupZone ofGroup)
        {
            var inOrder = InOrder(zone, ofGroup, room, rest);
            var suitable = (inOrder ?? zone.ById.Fitting(room))
                .Where(id => !requirements.KeepsAwayFrom(id))
                .Select(id => world.ContainerInstances[id])
                .Where(instance => requirements.RefusalOf(instance) is null);
            return inOrder is not null
                ? suitable.FirstOrDefault()
                : suitable.Aggregate((Instance?)null, (best, next) => best is null || PlacementOrder.Compare(rest, next, best) < 0 ? next : best);
        }
    }

    /// <summary>A zone's instances, best first, of which those without room enough may be left out; null when no such order is kept.</summary>
    private static IEnumerable<string>? InOrder(ZoneInstances zone, GroupZone ofGroup, Room room, ValueList<Criterion> criteria) => criteria switch
    {
        [] => zone.ById.Fitting(room),
        [PackCriterion { IsByCpu: true }] => zone.ByCpu.Fitting(room),
        [PackCriterion] => zone.ByMemory.Fitting(room),
        [InstanceSpreadCriterion] => zone.ById.FittingExcept(ofGroup.Ids, room).Concat(ofGroup.ByCount.Select(rank => rank.Id)),
        [RandomCriterion random] => zone.ById.Fitting(room, from: new(0, random.Start)).Concat(zone.ById.Fitting(room, below: new(0, random.Start))),
        _ => null,
    };
}
