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
        if (constraints.Count > MostConstraints) throw EcsErrors.InvalidParameter("placement constraints can have at most 10 items.");
        if (strategies.Count > MostStrategies) throw EcsErrors.InvalidParameter("placement strategies can have at most 5 items.");
    }

    /// <summary>A task definition's constraints as those of a call.</summary>
    public static ValueList<PlacementConstraint> Of(ValueList<TaskDefinitionPlacementConstraint>? constraints) =>
        (constraints ?? []).Select(constraint => new PlacementConstraint { Type = constraint.Type, Expression = constraint.Expression }).ToValueList();
}
