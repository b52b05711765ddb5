using Workbook.Orchestration.Placement.Cql;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Placement;

/// <summary>What RunTask, CreateService and UpdateService refuse of constraints and strategies.</summary>
public static class PlacementRules
{
    private const int MostConstraints = 10;
    private const int MostStrategies = 5;

    /// <exception cref="ApiException"><c>InvalidParameterException</c>: the first rule that is broken.</exception>
    public static void Check(ValueList<PlacementConstraint> constraints, ValueList<PlacementStrategy> strategies)
    {
        if (constraints.Count > MostConstraints) throw EcsErrors.InvalidParameter($"placement constraints can have at most {MostConstraints} items.");
        foreach (var constraint in constraints) Check(constraint);
        if (constraints.Count(constraint => constraint.Type == PlacementConstraintType.DistinctInstance) > 1)
            throw EcsErrors.InvalidParameter("placement constraints can have at most one distinctInstance constraint.");
        if (strategies.Count > MostStrategies) throw EcsErrors.InvalidParameter($"placement strategies can have at most {MostStrategies} items.");
        foreach (var strategy in strategies) Check(strategy);
    }

    /// <summary>The same for a launch type: Fargate finds a place by itself.</summary>
    /// <exception cref="ApiException"><c>InvalidParameterException</c>: the first rule that is broken.</exception>
    public static void Check(string launchType, ValueList<PlacementConstraint> constraints, ValueList<PlacementStrategy> strategies)
    {
        if (launchType == LaunchType.Fargate && constraints.Count > 0) throw EcsErrors.InvalidParameter("Placement constraints are not supported with FARGATE launch type.");
        if (launchType == LaunchType.Fargate && strategies.Count > 0) throw EcsErrors.InvalidParameter("Placement strategies are not supported with FARGATE launch type.");
        Check(constraints, strategies);
    }

    /// <summary>Those of a call or service, and those of its task definition: all have to be satisfied.</summary>
    public static ValueList<PlacementConstraint> Together(ValueList<PlacementConstraint>? own, TaskDefinition definition) =>
        (own ?? []).Concat(Of(definition.PlacementConstraints)).ToValueList();

    /// <summary>A task definition's constraints as those of a call.</summary>
    public static ValueList<PlacementConstraint> Of(ValueList<TaskDefinitionPlacementConstraint>? constraints) =>
        (constraints ?? []).Select(constraint => new PlacementConstraint { Type = constraint.Type, Expression = constraint.Expression }).ToValueList();

    private static void Check(PlacementConstraint constraint)
    {
        switch (constraint.Type)
        {
            case PlacementConstraintType.DistinctInstance:
                if (constraint.Expression is not null) throw EcsErrors.InvalidParameter("distinctInstance expression should not be specified.");
                break;
            case PlacementConstraintType.MemberOf:
                if (string.IsNullOrWhiteSpace(constraint.Expression)) throw EcsErrors.InvalidParameter("memberOf expression should not be null or empty.");
                Query.Parse(constraint.Expression);
                break;
            default:
                throw EcsErrors.InvalidParameter($"Invalid placement constraint type '{constraint.Type ?? "null"}'. Must be one of [distinctInstance, memberOf]");
        }
    }

    private static void Check(PlacementStrategy strategy)
    {
        switch (strategy.Type)
        {
            case PlacementStrategyType.Random:
                if (!string.IsNullOrEmpty(strategy.Field)) throw EcsErrors.InvalidParameter("random field should not be specified.");
                break;
            case PlacementStrategyType.Binpack:
                if (!SpreadFields.Is(strategy.Field, SpreadFields.Cpu) && !SpreadFields.Is(strategy.Field, SpreadFields.Memory))
                    throw EcsErrors.InvalidParameter($"Invalid binpack field '{strategy.Field ?? "null"}'. Must be one of [cpu, memory]");
                break;
            case PlacementStrategyType.Spread:
                if (!SpreadFields.IsInstance(strategy.Field) && SpreadFields.AttributeOf(strategy.Field) is null)
                    throw EcsErrors.InvalidParameter($"Invalid spread field '{strategy.Field ?? "null"}'. Must be instanceId, host or attribute:NAME");
                break;
            default:
                throw EcsErrors.InvalidParameter($"Invalid placement strategy type '{strategy.Type ?? "null"}'. Must be one of [random, spread, binpack]");
        }
    }
}
