using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>
/// Tasks that ask for a capacity provider with managed scaling and find no room: they stay PROVISIONING without an
/// instance until there is room (see "Amazon ECS managed scaling behavior").
/// </summary>
internal static class WaitingTasks
{
    /// <summary>How many tasks of a cluster may wait.</summary>
    public const int Most = 500;

    /// <summary>AWS gives up after 10 to 30 minutes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    /// <summary>Whether a task that found no room may wait for it.</summary>
    public static bool MayWait(World world, string clusterName, string? provider) =>
        IsManaged(world, provider) && world.TaskIndex[TaskBuckets.Waiting(clusterName)].Count < Most;

    public static bool IsManaged(World world, string? provider) => provider is not null && world.Providers.GetValueOrDefault(provider)?.IsManaged == true;

    /// <summary>The task as it is while it waits.</summary>
    public static EcsTask Park(EcsTask task, WaitingForRoom waitingFor) => task with
    {
        LastStatus = EcsTaskStatus.Provisioning,
        AvailabilityZone = "",
        WaitingFor = waitingFor,
    };

    /// <summary>Ends a task that has waited for too long.</summary>
    public static IEnumerable<Decision> Plan(World world, EcsTask task, DateTimeOffset now)
    {
        if (now < task.CreatedAt + Longest) yield break;
        yield return new EndTask(task.Id, TaskStopCode.TaskFailedToStart, WhyNot(world, task), $"{task.CapacityProviderName} made no room within {Longest.TotalMinutes} minutes.");
    }

    /// <summary>Places those for which there is room now: who has waited longest comes first.</summary>
    public static void Plan(Draft draft, string clusterName)
    {
        var refused = new HashSet<(string, TaskOverride, string?, WaitingForRoom)>();
        var waiting = draft.World.TaskIndex[TaskBuckets.Waiting(clusterName)].Select(id => draft.World.Tasks[id]);
        foreach (var task in waiting.OrderBy(task => task.CreatedAt).ThenBy(task => task.Id, StringComparer.Ordinal).ToList())
        {
            // Where one does not fit, none that is alike does.
            var kind = (task.DefinitionKey, task.Overrides, task.CapacityProviderName, task.WaitingFor!);
            if (refused.Contains(kind)) continue;
            if (Placer.Place(draft.World, RequestOf(draft.World, task)) is { Chosen: { } instance } placement)
                draft.Decide(new PlaceTask(task.Id, instance.Id, $"There is room for the task that waited. {placement.Reason}"));
            else
                refused.Add(kind);
        }
    }

    /// <summary>Gives a task the instance that it waited for.</summary>
    public static World Place(World world, PlaceTask place, DateTimeOffset now)
    {
        if (!world.Tasks.TryGetValue(place.TaskId, out var task) || !task.IsWaiting || !world.ContainerInstances.TryGetValue(place.InstanceId, out var instance)) return world;
        var definition = world.TaskDefinitions[task.DefinitionKey].Definition;
        var placed = task with
        {
            ContainerInstanceId = instance.Id,
            Reserved = TaskResources.Of(definition, task.Overrides),
            AvailabilityZone = instance.AvailabilityZone ?? "",
            WaitingFor = null,
            Network = task.Network is { } network
                ? network with { SubnetId = TaskSubnets.Choose(world, task.Id, task.VpcConfiguration!.Subnets!, GroupTally.Empty, instance) }
                : null,
        };
        // Without a network interface of its own there is nothing to provision.
        return Reducer.Put(world, task.Network is null ? DecisionReducer.Advance(placed, EcsTaskStatus.Pending, now) : placed, now);
    }

    public static PlacementRequest RequestOf(World world, EcsTask task)
    {
        var definition = world.TaskDefinitions[task.DefinitionKey].Definition;
        return new(task.ClusterName, task.Group, TaskResources.Of(definition, task.Overrides))
        {
            RequiredAttributes = definition.RequiresAttributes ?? [],
            Constraints = task.WaitingFor!.Constraints,
            Strategies = task.WaitingFor.Strategies,
            CapacityProvider = task.CapacityProviderName,
            Seed = task.Id,
            SpreadsByDefault = task.ServiceName is not null,
        };
    }

    private static string WhyNot(World world, EcsTask task) =>
        Placer.Place(world, RequestOf(world, task)).Refusals.Select(refusal => refusal.Reason).FirstOrDefault(reason => reason != RefusalReasons.CapacityProvider)
            ?? RefusalReasons.EmptyCapacityProvider;
}
