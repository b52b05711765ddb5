using System.Globalization;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Tagging;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>RegisterContainerInstance and how requests name instances.</summary>
public static class InstanceRules
{
    /// <summary>Adds a machine to a cluster, or brings one up to date whose agent registers again (<c>containerInstanceArn</c>).</summary>
    /// <param name="id">A fresh id: 32 hexadecimal digits.</param>
    /// <param name="ec2InstanceId">Used where the instance identity document names none.</param>
    /// <exception cref="ApiException">The request breaks a rule; nothing has changed.</exception>
    public static (World World, Instance Instance) Register(World world, RegisterContainerInstanceRequest request, string id, string ec2InstanceId, DateTimeOffset now)
    {
        var cluster = ClusterRules.Active(world, request.Cluster);
        var totals = InstanceTotals.Of(request);
        var identity = InstanceIdentity.Parse(request.InstanceIdentityDocument);
        var machine = identity.InstanceId ?? ec2InstanceId;
        var fresh = new Instance(id, cluster.Name)
        {
            Ec2InstanceId = machine,
            CapacityProviderName = ScalingGroups.ProviderOf(world, cluster, machine),
            Registered = totals.Resources,
            Remaining = totals.Resources,
            GpuIds = totals.GpuIds,
            Attributes = Capacity.AgentCapabilities.With(AttributeRules.Check(request.Attributes), world.Scope, identity),
            VersionInfo = request.VersionInfo,
            Tags = TagRules.Check(request.Tags),
            RegisteredAt = now,
        };
        var instance = request.ContainerInstanceArn is { Length: > 0 } known ? Again(world, cluster.Name, known, fresh, identity, now) : fresh;
        return (world.Put(instance), instance);
    }

    /// <summary>The instance that an id or ARN names within a cluster, also when it is INACTIVE, or null.</summary>
    public static Instance? Find(World world, string clusterName, string? identifier)
    {
        if (identifier is null) return null;
        var id = Arn.TryParse(identifier, out var arn) ? arn.Scope == world.Scope && arn.Type == "container-instance" ? arn.Id : "" : identifier;
        return world.ContainerInstances.GetValueOrDefault(id) is { } instance && instance.ClusterName == clusterName ? instance : null;
    }

    /// <summary>The instance that an id or ARN names, if it is not INACTIVE.</summary>
    /// <exception cref="ApiException"><c>ClientException</c>: there is none.</exception>
    public static Instance Registered(World world, string clusterName, string? identifier) =>
        Find(world, clusterName, identifier) is { IsRegistered: true } instance
            ? instance
            : throw EcsErrors.Client($"Referenced container instance {NameOf(identifier)} not found.");

    /// <summary>The instances of a cluster that are not INACTIVE, by id.</summary>
    public static IEnumerable<Instance> In(World world, string clusterName) =>
        world.InstanceIndex[clusterName].Select(id => world.ContainerInstances[id]);

    /// <summary>The tasks on it stay where they are, and so does what was known of it that the agent does not tell.</summary>
    private static Instance Again(World world, string clusterName, string identifier, Instance fresh, InstanceIdentity identity, DateTimeOffset now)
    {
        if (Find(world, clusterName, identifier) is not { IsRegistered: true } before)
            throw EcsErrors.Client($"Referenced container instance {NameOf(identifier)} not registered.");
        if (identity.InstanceType is not null && before.InstanceType != fresh.InstanceType)
            throw EcsErrors.Client($"Container instance type changes are not supported. Container instance {before.Id} was previously registered as {before.InstanceType}.");
        var taken = InstanceLoss.TasksOn(world, before).Select(task => world.Tasks[task].Reserved);
        return before with
        {
            Registered = fresh.Registered,
            Remaining = taken.Aggregate(fresh.Registered, (left, reserved) => left.Less(reserved)),
            GpuIds = fresh.GpuIds,
            Attributes = fresh.Attributes.Concat(before.Attributes.Where(old => fresh.Attributes.All(attribute => attribute.Name != old.Name))).ToValueList(),
            VersionInfo = fresh.VersionInfo ?? before.VersionInfo,
            AgentConnected = true,
            AgentSince = before.AgentConnected ? before.AgentSince : now,
            Version = before.Version + 1,
        };
    }

    private static string NameOf(string? identifier) => Arn.TryParse(identifier, out var arn) ? arn.Id : identifier ?? "";
}
