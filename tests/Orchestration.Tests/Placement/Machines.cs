using System.Globalization;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Placement;

/// <summary>A cluster of machines with tasks on them, put together by hand.</summary>
internal sealed class Machines
{
    public const string ClusterName = "default";

    private int _ids;

    public World World { get; private set; } = new World(Story.Scope).Put(new ClusterState(ClusterName));

    public Instance Add(int cpu = 4096, int memory = 8192, string zone = "a", string? stack = null, Func<Instance, Instance>? change = null)
    {
        var resources = new InstanceResources(cpu, memory, 0, [], []);
        var instance = new Instance(NextId(), ClusterName)
        {
            Registered = resources,
            Remaining = resources,
            RegisteredAt = Story.Start,
            Attributes = new[] { new Shapes.Ecs.Attribute { Name = "ecs.availability-zone", Value = $"us-east-1{zone}" } }
                .Concat(stack is null ? [] : [new() { Name = "stack", Value = stack }])
                .ToValueList(),
        };
        Put(change?.Invoke(instance) ?? instance);
        return World.ContainerInstances[instance.Id];
    }

    public void Put(Instance instance) => World = World.Put(instance);

    public void Put(EcsTask task) => World = World.Put(task);

    public void Remove(Instance instance) => World = World.Remove(instance);

    /// <summary>Places one task; returns where it went, or null.</summary>
    public Instance? Place(PlacementRequest request) => PlaceWithReason(request).Chosen;

    public Orchestration.Placement.Placement PlaceWithReason(PlacementRequest request)
    {
        var id = NextId();
        var placement = Placer.Place(World, request with { Seed = id });
        if (placement.Chosen is { } chosen) Put(Task(id, request, chosen));
        return placement;
    }

    /// <summary>Puts a task on an instance, whether it would have been placed there or not.</summary>
    public EcsTask Start(Instance instance, string group)
    {
        var task = Task(NextId(), Request(group), instance);
        Put(task);
        return task;
    }

    public static PlacementRequest Request(string group = "family:web", int cpu = 256, int memory = 512, params ValueList<PlacementStrategy> strategies) =>
        new(ClusterName, group, new(cpu, memory, 0, [], [])) { Strategies = strategies };

    public static PlacementStrategy Binpack(string field) => new() { Type = PlacementStrategyType.Binpack, Field = field };

    public static PlacementStrategy Spread(string field) => new() { Type = PlacementStrategyType.Spread, Field = field };

    public static PlacementStrategy Zones { get; } = Spread("attribute:ecs.availability-zone");

    public static PlacementStrategy Chance { get; } = new() { Type = PlacementStrategyType.Random };

    public static PlacementConstraint Distinct { get; } = new() { Type = PlacementConstraintType.DistinctInstance };

    public static PlacementConstraint MemberOf(string expression) => new() { Type = PlacementConstraintType.MemberOf, Expression = expression };

    private string NextId() => (++_ids).ToString("x32", CultureInfo.InvariantCulture);

    private static EcsTask Task(string id, PlacementRequest request, Instance instance) => new(id, ClusterName, "demo:1")
    {
        Family = "demo",
        Group = request.Group,
        LaunchType = LaunchType.Ec2,
        ContainerInstanceId = instance.Id,
        Reserved = request.Wanted,
        AvailabilityZone = instance.AvailabilityZone ?? "",
        CreatedAt = Story.Start,
        StartedAt = Story.Start,
        Containers = [],
        LastStatus = EcsTaskStatus.Running,
    };
}
