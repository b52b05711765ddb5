using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Placement;

/// <summary>The strategies of a request as criteria: of two instances the one with the lower rank by the first that differs is better.</summary>
/// <param name="Criteria">Not empty.</param>
internal sealed record PlacementOrder(ValueList<Criterion> Criteria)
{
    public static PlacementOrder Of(World world, PlacementRequest request)
    {
        var criteria = new List<Criterion>();
        foreach (var strategy in request.Strategies.Count > 0 ? request.Strategies : Default(request))
        {
            var criterion = Criterion.Of(world, request, strategy);
            criteria.Add(criterion);
            // Chance leaves no ties to break.
            if (criterion is RandomCriterion) break;
        }
        return new(criteria.ToValueList());
    }

    /// <summary>Below zero when <paramref name="one"/> is better.</summary>
    public static int Compare(ValueList<Criterion> criteria, Instance one, Instance other)
    {
        foreach (var criterion in criteria)
        {
            if (criterion.RankOf(one).CompareTo(criterion.RankOf(other)) is var order and not 0) return order;
        }
        return string.CompareOrdinal(one.Id, other.Id);
    }

    /// <summary>Why the instance is the best, in words.</summary>
    public string Describe(Instance chosen) =>
        $"Of the container instances that meet its requirements: {string.Join("; then ", Criteria.Select(criterion => criterion.Describe(chosen)))}.";

    private static ValueList<PlacementStrategy> Default(PlacementRequest request) => request.SpreadsByDefault
        ? [
            new() { Type = PlacementStrategyType.Spread, Field = SpreadFields.Zone },
            new() { Type = PlacementStrategyType.Spread, Field = SpreadFields.Instance },
        ]
        : [new() { Type = PlacementStrategyType.Random }];
}
