using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>UpdateContainerInstancesState: DRAINING keeps new tasks away and has services move theirs; ACTIVE takes that back.</summary>
public static class InstanceStates
{
    private const int MostInstances = 10;

    /// <summary>What became of the instances that were named, and which of them could not be changed.</summary>
    public sealed record Result(World World, ValueList<Instance> Instances, ValueList<Failure> Failures);

    /// <exception cref="ApiException">The request breaks a rule; nothing has changed.</exception>
    public static Result Update(World world, UpdateContainerInstancesStateRequest request)
    {
        var cluster = ClusterRules.Active(world, request.Cluster);
        var identifiers = request.ContainerInstances ?? [];
        if (identifiers.Count == 0) throw EcsErrors.InvalidParameter("instanceIds can not be empty.");
        if (identifiers.Count > MostInstances) throw EcsErrors.InvalidParameter($"instanceIds can have at most {MostInstances} items.");
        if (request.Status is not (ContainerInstanceStatus.Active or ContainerInstanceStatus.Draining))
            throw EcsErrors.InvalidParameter("Container instances status should be one of [ACTIVE,DRAINING]");
        var instances = new List<Instance>();
        var failures = new List<Failure>();
        foreach (var identifier in identifiers)
        {
            var instance = InstanceRules.Find(world, cluster.Name, identifier);
            if (instance is not { IsRegistered: true })
            {
                failures.Add(new() { Arn = ArnOf(world, cluster.Name, identifier), Reason = instance is null ? "MISSING" : Instance.Inactive });
                continue;
            }
            if (instance.Status != request.Status)
            {
                instance = instance with { Status = request.Status, Version = instance.Version + 1 };
                world = world.Put(instance);
            }
            instances.Add(instance);
        }
        return new(world, instances.ToValueList(), failures.ToValueList());
    }

    private static string ArnOf(World world, string clusterName, string identifier) =>
        identifier.StartsWith("arn:", StringComparison.Ordinal) ? identifier : Arn.ContainerInstance(world.Scope, clusterName, identifier).ToString();
}
