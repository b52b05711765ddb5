using System.Globalization;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>Starts tasks of a deployment or task set, each where it is placed best, and says so in the service's events.</summary>
internal sealed class TaskStarter(Draft draft, string serviceKey, string ownerId)
{
    /// <summary>The quota "Tasks per service" (see "Amazon ECS service quotas").</summary>
    private const int MostActive = 5_000;

    private readonly List<string> _started = [];
    private string? _unplaced;

    private EcsService Service => draft.World.Services[serviceKey];

    /// <summary>Starts up to <paramref name="count"/> tasks and announces them.</summary>
    /// <param name="replaced">How many of them replace unhealthy ones.</param>
    public static void Start(Draft draft, string serviceKey, string ownerId, int count, string reason, int replaced = 0)
    {
        var starter = new TaskStarter(draft, serviceKey, ownerId);
        var allowed = MostActive - starter.Active();
        while (starter._started.Count < Math.Min(count, allowed) && starter.TryStart(reason))
        {
        }
        if (allowed < count) starter._unplaced ??= ServiceEvents.LimitReached;
        starter.Announce(reason, replaced);
    }

    /// <summary>Notes that a deployment or task set has all the tasks that it wants.</summary>
    public static void Satisfied(Draft draft, string serviceKey, string ownerId)
    {
        if (draft.World.Services[serviceKey].UnplacedOf(ownerId) is not null)
            draft.Decide(new NoteUnplaced(serviceKey, ownerId, null, "As many tasks as desired have been placed."));
    }

    /// <summary>Starts a task on one container instance, unless it has no room for it.</summary>
    public void TryStartOn(Instance instance, string reason)
    {
        var (spec, taskId) = Next();
        var definition = draft.World.TaskDefinitions[spec.DefinitionKey].Definition;
        if (Fit.Refusal(instance, TaskResources.Of(definition, new()), definition.RequiresAttributes ?? []) is { } refusal)
        {
            _unplaced ??= PlacementEvents.Unplaced(new(null, [new(instance.Id, refusal)], ""));
            return;
        }
        var (launchType, provider) = LaunchOf(spec);
        Decide(new(serviceKey, ownerId, taskId, launchType, provider, instance.Id, reason));
    }

    /// <summary>Writes the events: what has started, what could not be placed, or that there is room again.</summary>
    public void Announce(string reason, int replaced = 0)
    {
        var service = Service;
        var taskSet = service.TaskSetIn(ownerId);
        foreach (var message in ServiceEvents.Started(service, _started, replaced, taskSet)) draft.Decide(new AddServiceEvent(serviceKey, message, reason));
        var unplaced = _unplaced is { } sentence ? ServiceEvents.Unplaced(service, sentence) : null;
        if (unplaced != service.UnplacedOf(ownerId))
            draft.Decide(new NoteUnplaced(serviceKey, ownerId, unplaced, unplaced is null ? "There is room again." : "No place was found for the task."));
    }

    private int Active() => Service.OwnerIds
        .Sum(id => draft.World.TallyOf(id).Active);

    private bool TryStart(string reason)
    {
        var (spec, taskId) = Next();
        var (launchType, provider) = LaunchOf(spec);
        if (launchType != LaunchType.Ec2)
        {
            Decide(new(serviceKey, ownerId, taskId, launchType, provider, null, reason));
            return true;
        }
        var placement = Place(spec, provider, taskId);
        if (placement.Chosen is null && WaitingTasks.MayWait(draft.World, Service.ClusterName, provider))
        {
            Decide(new(serviceKey, ownerId, taskId, launchType, provider, null, $"{reason} It waits until {provider} has room for it."));
            return true;
        }
        if (placement.Chosen is null)
        {
            _unplaced = WaitingTasks.IsManaged(draft.World, provider) ? PlacementEvents.ProvisioningLimit : PlacementEvents.Unplaced(placement, provider);
            return false;
        }
        Decide(new(serviceKey, ownerId, taskId, launchType, provider, placement.Chosen.Id, $"{reason} {placement.Reason}"));
        return true;
    }

    private void Decide(StartServiceTask start)
    {
        draft.Decide(start);
        _started.Add(start.TaskId);
    }

    private (LaunchSpec Spec, string TaskId) Next()
    {
        var service = Service;
        var (spec, number) = service.Deployments.FirstOrDefault(each => each.Id == ownerId) is { } deployment
            ? (draft.World.ServiceRevisions[deployment.RevisionId].Spec, deployment.TasksStarted)
            : service.TaskSets.First(each => each.Id == ownerId) is var taskSet ? (taskSet.Spec, taskSet.TasksStarted) : default;
        return (spec, DerivedId.Hex(ownerId, number.ToString(CultureInfo.InvariantCulture)));
    }

    private (string LaunchType, string? Provider) LaunchOf(LaunchSpec spec)
    {
        if (spec.CapacityProviderStrategy.Count == 0) return (spec.LaunchType!, null);
        var placed = draft.World.TallyOf(ownerId).ByProvider;
        var provider = CapacityProviders.Next(spec.CapacityProviderStrategy, placed);
        return (CapacityProviders.LaunchTypeOf(provider), provider);
    }

    private Placement.Placement Place(LaunchSpec spec, string? provider, string taskId)
    {
        var service = Service;
        var definition = draft.World.TaskDefinitions[spec.DefinitionKey].Definition;
        return Placer.Place(draft.World, new(service.ClusterName, service.Group, TaskResources.Of(definition, new()))
        {
            RequiredAttributes = definition.RequiresAttributes ?? [],
            Constraints = service.ConstraintsWith(definition),
            Strategies = service.PlacementStrategy,
            CapacityProvider = provider,
            Seed = taskId,
            SpreadsByDefault = true,
        });
    }
}
