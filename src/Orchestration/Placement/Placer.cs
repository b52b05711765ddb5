using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Placement;

/// <summary>Chooses the container instance for a task: of those that fit, one with the most memory left.</summary>
public static class Placer
{
    /// <summary>The chosen instance, or the refusals of all of them by instance id.</summary>
    public static (Instance? Chosen, IReadOnlyList<(string InstanceId, string Reason)> Refusals) Place(
        World world, string clusterName, InstanceResources wanted, ValueList<Shapes.Ecs.Attribute> requiredAttributes)
    {
        Instance? best = null;
        var refusals = new List<(string, string)>();
        foreach (var id in world.InstanceIndex[clusterName])
        {
            var instance = world.ContainerInstances[id];
            if (Fit.Refusal(instance, wanted, requiredAttributes) is { } reason) refusals.Add((id, reason));
            else if (best is null || instance.Remaining.Memory > best.Remaining.Memory) best = instance;
        }
        return (best, refusals);
    }
}
