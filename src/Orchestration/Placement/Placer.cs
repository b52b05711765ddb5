using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.Placement;

/// <summary>Chooses the container instance for a task: of those that fit, the one with the most memory left.</summary>
public static class Placer
{
    public static Placement Place(World world, PlacementRequest request)
    {
        var refusals = new List<Refusal>();
        foreach (var key in world.InstanceIndex[request.ClusterName].Reverse())
        {
            var instance = world.ContainerInstances[InstanceIndexKey.InstanceIdOf(key)];
            if (Fit.Refusal(instance, request.Wanted, request.RequiredAttributes) is not { } reason) return new(instance, [], "It has the most memory left.");
            refusals.Add(new(instance.Id, reason));
        }
        return new(null, refusals.OrderBy(refusal => refusal.InstanceId, StringComparer.Ordinal).ToValueList(), "No container instance met all of its requirements.");
    }
}
