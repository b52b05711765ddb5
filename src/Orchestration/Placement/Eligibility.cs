using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Placement;

/// <summary>Which container instances a daemon service has to be on, whether they have room or not.</summary>
internal static class Eligibility
{
    /// <summary>Those that are ACTIVE, connected, and have what the task definition and the constraints demand; by id.</summary>
    public static IEnumerable<Instance> In(World world, string clusterName, ValueList<Shapes.Ecs.Attribute> requiredAttributes, ValueList<PlacementConstraint> constraints) =>
        InstanceRules.In(world, clusterName)
            .Where(instance => Fit.Refusal(instance, InstanceResources.None, requiredAttributes) is null && constraints.Count >= 0)
            .OrderBy(instance => instance.Id, StringComparer.Ordinal);
}
