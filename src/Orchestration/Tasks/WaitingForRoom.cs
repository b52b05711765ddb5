using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>What was said of where a task may be placed, kept until there is room for it.</summary>
/// <param name="Constraints">Of the call or service together with those of the task definition.</param>
/// <param name="Strategies">In order.</param>
public sealed record WaitingForRoom(ValueList<PlacementConstraint> Constraints, ValueList<PlacementStrategy> Strategies);
