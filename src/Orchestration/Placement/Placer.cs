using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.Placement;

/// <summary>
/// Chooses the container instance for a task, as "How Amazon ECS places tasks on container instances" has it: those with
/// room enough, of them those that satisfy the constraints, of them the best by the strategies, of those the lowest id.
/// </summary>
public static class Placer
{
    /// <exception cref="ApiException">A constraint or strategy is none; <see cref="PlacementRules"/> finds that beforehand.</exception>
    public static Placement Place(World world, PlacementRequest request)
    {
        var requirements = new Requirements(world, request);
        var order = PlacementOrder.Of(world, request);
        var chosen = Search.Best(world, request, requirements, order);
        if (chosen is not null) return new(chosen, [], order.Describe(chosen));
        var refusals = InstanceRules.In(world, request.ClusterName)
            .Select(instance => new Refusal(instance.Id, requirements.RefusalOf(instance)!))
            .ToValueList();
        return new(null, refusals, WhyNone(refusals));
    }

    /// <summary>
    /// Why one instance cannot take the task, in the words of <see cref="RefusalReasons"/>; null when it can. For tasks
    /// whose instance is given, such as a daemon's.
    /// </summary>
    /// <exception cref="ApiException">A constraint is none.</exception>
    public static string? RefusalOf(World world, PlacementRequest request, Instance instance) => new Requirements(world, request).RefusalOf(instance);

    // "No container instance met all of its requirements: RESOURCE:MEMORY on 3, AGENT on 1."
    private static string WhyNone(ValueList<Refusal> refusals) => refusals.Count == 0
        ? "No Container Instances were found in your cluster."
        : $"No container instance met all of its requirements: {string.Join(", ", refusals
            .GroupBy(refusal => refusal.Reason.TrimEnd('.'), StringComparer.Ordinal)
            .OrderByDescending(reason => reason.Count())
            .ThenBy(reason => reason.Key, StringComparer.Ordinal)
            .Select(reason => $"{reason.Key} on {reason.Count()}"))}.";
}
