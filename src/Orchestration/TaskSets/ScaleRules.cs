using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskSets;

/// <summary>A task set's share of its service's desired count.</summary>
internal static class ScaleRules
{
    /// <returns>0 to 100; 0 where only the unit is said.</returns>
    /// <exception cref="Shapes.ApiException">It is no percentage between 0 and 100.</exception>
    public static double Percent(Scale scale)
    {
        if (scale.Unit is not (null or ScaleUnit.Percent)) throw EcsErrors.InvalidParameter("Scale unit should be one of [PERCENT]");
        return (scale.Value ?? 0) is >= 0 and <= 100 and var percent ? percent : throw EcsErrors.InvalidParameter("Scale value should be between 0 and 100.");
    }
}
