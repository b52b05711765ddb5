using System.Diagnostics;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Placement;

/// <summary>One strategy, ready to rank instances.</summary>
internal abstract class Criterion
{
    /// <summary>Lower is better.</summary>
    public abstract int RankOf(Instance instance);

    /// <summary>What sets the instance apart, in words.</summary>
    public abstract string Describe(Instance instance);

    public static Criterion Of(World world, PlacementRequest request, PlacementStrategy strategy)
    {
        var group = world.GroupOf(request.ClusterName, request.Group);
        return strategy.Type switch
        {
            PlacementStrategyType.Random => new RandomCriterion(world.InstanceIndex[request.ClusterName], request.Seed),
            PlacementStrategyType.Binpack when SpreadFields.Is(strategy.Field, SpreadFields.Cpu) => new PackCriterion(request.Wanted, isCpu: true),
            PlacementStrategyType.Binpack when SpreadFields.Is(strategy.Field, SpreadFields.Memory) => new PackCriterion(request.Wanted, isCpu: false),
            PlacementStrategyType.Spread when SpreadFields.IsInstance(strategy.Field) => new InstanceSpreadCriterion(request.Group, group),
            PlacementStrategyType.Spread => SpreadFields.AttributeOf(strategy.Field) switch
            {
                SpreadFields.ZoneAttribute => new ZoneSpreadCriterion(request.Group, group),
                { } attribute => new AttributeSpreadCriterion(world, request.Group, group, attribute),
                null => throw new UnreachableException($"Nothing is spread by {strategy.Field}."),
            },
            _ => throw new UnreachableException($"There is no strategy {strategy.Type} by {strategy.Field}."),
        };
    }

    protected static string Tasks(int count, string group) => $"{count} {(count == 1 ? "task" : "tasks")} of {group}";
}
