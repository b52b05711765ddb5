using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Placement;

/// <summary>Which container instances a daemon service has to be on, whether they have room or not.</summary>
internal static class Eligibility
{
    /// <summary>
    /// Those that are ACTIVE, connected, and have what the task definition and the constraints demand; by id. That no
    /// two tasks share one goes without saying for a daemon.
    /// </summary>
    public static IEnumerable<Instance> In(World world, string clusterName, ValueList<Shapes.Ecs.Attribute> requiredAttributes, ValueList<PlacementConstraint> constraints)
    {
        var requirements = new Requirements(world, new(clusterName, "", InstanceResources.None)
        {
            RequiredAttributes = requiredAttributes,
            Constraints = constraints.Where(constraint => constraint.Type != PlacementConstraintType.DistinctInstance).ToValueList(),
        });
        return InstanceRules.In(world, clusterName)
            .Where(instance => requirements.RefusalOf(instance) is null)
            .OrderBy(instance => instance.Id, StringComparer.Ordinal);
    }
}
