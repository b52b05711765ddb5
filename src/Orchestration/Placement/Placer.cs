using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Placement;

/// <summary>Chooses the container instance for a task: of those that fit, the one with the most memory left.</summary>
public static class Placer
{
    /// <summary>The chosen instance, or the refusals of all of them by instance id.</summary>
    public static (Instance? Chosen, IReadOnlyList<(string InstanceId, string Reason)> Refusals) Place(
        World world, string clusterName, InstanceResources wanted, ValueList<Shapes.Ecs.Attribute> requiredAttributes)
    {
        var refusals = new List<(string InstanceId, string Reason)>();
        foreach (var key in world.InstanceIndex[clusterName].Reverse())
        {
            var instance = world.ContainerInstances[InstanceIndexKey.InstanceIdOf(key)];
            if (Fit.Refusal(instance, wanted, requiredAttributes) is not { } reason) return (instance, []);
            refusals.Add((instance.Id, reason));
        }
        refusals.Sort((one, other) => string.CompareOrdinal(one.InstanceId, other.InstanceId));
        return (null, refusals);
    }
}
