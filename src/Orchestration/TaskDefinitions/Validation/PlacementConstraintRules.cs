using Workbook.Orchestration.Placement.Cql;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>Which instances a task may run on (API_TaskDefinitionPlacementConstraint).</summary>
internal static class PlacementConstraintRules
{
    private const int MostConstraints = 10;

    public static void Check(ValueList<TaskDefinitionPlacementConstraint>? constraints)
    {
        if (constraints.OrEmpty().Count > MostConstraints) throw EcsErrors.Client("Too many placement constraints.");
        foreach (var constraint in constraints.OrEmpty())
        {
            if (constraint.Type != TaskDefinitionPlacementConstraintType.MemberOf)
                throw EcsErrors.Client($"Invalid placement constraint type '{constraint.Type ?? "null"}'. Must be one of [memberOf]");
            if (string.IsNullOrWhiteSpace(constraint.Expression))
                throw EcsErrors.Client("Placement constraint expression should not be null or empty.");
            CheckExpression(constraint.Expression);
        }
    }

    private static void CheckExpression(string expression)
    {
        try
        {
            Query.TryParse(expression);
        }
        catch (SyntaxException error)
        {
            throw EcsErrors.Client(error.Message);
        }
    }
}
