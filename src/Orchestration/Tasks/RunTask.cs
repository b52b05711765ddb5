using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.History;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>What RunTask or StartTask brought about.</summary>
public sealed record LaunchResult(World World, ValueList<EcsTask> Tasks, ValueList<Failure> Failures);

/// <summary>RunTask: places and creates up to ten tasks.</summary>
public static class RunTask
{
    public const int MostTasks = 10;

    /// <param name="ids">As many fresh ids as the request may start tasks.</param>
    /// <exception cref="ApiException">The request breaks a rule; nothing has started.</exception>
    public static LaunchResult Apply(World world, RunTaskRequest request, IReadOnlyList<string> ids, DateTimeOffset now)
    {
        var cluster = ClusterRules.Active(world, request.Cluster);
        if (Repeated(world, cluster, request) is { } before) return before;
        var revision = TaskDefinitionRegistry.Startable(world, request.TaskDefinition);
        var count = request.Count ?? 1;
        if (count is < 1 or > MostTasks) throw EcsErrors.InvalidParameter($"Count should be between 1 and {MostTasks}.");

        var launches = Launches(cluster, request, count);
        var strategies = request.PlacementStrategy ?? [];
        foreach (var launch in launches.Distinct())
        {
            LaunchRules.Check(revision.Definition, launch);
            PlacementRules.Check(launch.LaunchType, request.PlacementConstraints ?? [], strategies);
        }
        var constraints = PlacementRules.Together(request.PlacementConstraints, revision.Definition);
        if (launches[0].LaunchType == LaunchType.Ec2 && world.InstanceIndex[cluster.Name].IsEmpty && !WaitingTasks.IsManaged(world, launches[0].CapacityProvider))
            throw EcsErrors.InvalidParameter($"No Container Instances were found in your {(launches[0].CapacityProvider is null ? "cluster" : "capacity provider")}.");

        var tasks = new List<EcsTask>();
        var failures = new List<Failure>();
        for (var i = 0; i < count; i++)
        {
            Instance? instance = null;
            string? placed = null;
            if (launches[i].LaunchType == LaunchType.Ec2)
            {
                var wanted = TaskResources.Of(revision.Definition, launches[i].Overrides);
                var placement = Placer.Place(world, new(cluster.Name, launches[i].Group ?? $"family:{revision.Definition.Family}", wanted)
                {
                    RequiredAttributes = revision.Definition.RequiresAttributes ?? [],
                    Constraints = constraints,
                    Strategies = strategies,
                    CapacityProvider = launches[i].CapacityProvider,
                    Seed = ids[i],
                });
                instance = placement.Chosen;
                placed = placement.Reason;
                if (instance is null && !WaitingTasks.MayWait(world, cluster.Name, launches[i].CapacityProvider))
                {
                    failures.AddRange(Failures(world, cluster, launches[i].CapacityProvider, placement));
                    break;
                }
            }
            var task = TaskMaker.Make(world, ids[i], cluster.Name, revision, launches[i], instance, now);
            if (launches[i].LaunchType == LaunchType.Ec2 && instance is null) task = WaitingTasks.Park(task, new(constraints, strategies));
            world = Narration.Note(Reducer.Put(world, task, now), task, "RunTask was called", placed, now);
            tasks.Add(task);
        }
        if (request.ClientToken is { Length: > 0 } token)
            world = world.Put(new ClientToken(cluster.Name, token, request, tasks.Select(task => task.Id).ToValueList(), now));
        return new(world, tasks.ToValueList(), failures.ToValueList());
    }

    /// <summary>Each instance with its reason; of a capacity provider only its own instances.</summary>
    private static IEnumerable<Failure> Failures(World world, ClusterState cluster, string? provider, Placement.Placement placement)
    {
        var refusals = placement.Refusals.Where(refusal => refusal.Reason != RefusalReasons.CapacityProvider).ToList();
        return refusals.Count == 0 && provider is not null
            ? [new() { Arn = new Arn(world.Scope, "capacity-provider", provider).ToString(), Reason = RefusalReasons.EmptyCapacityProvider }]
            : refusals.Select(refusal => new Failure { Arn = Arn.ContainerInstance(world.Scope, cluster.Name, refusal.InstanceId).ToString(), Reason = refusal.Reason });
    }

    /// <summary>One launch for each task; a capacity provider strategy may send them to different providers.</summary>
    private static List<LaunchOptions> Launches(ClusterState cluster, RunTaskRequest request, int count)
    {
        if (request is { LaunchType: not null, CapacityProviderStrategy.Count: > 0 })
            throw EcsErrors.InvalidParameter("Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.");
        var strategy = request.CapacityProviderStrategy is { Count: > 0 } own ? own
            : request.LaunchType is null ? cluster.DefaultCapacityProviderStrategy
            : [];
        if (strategy.Count == 0) return [.. Enumerable.Repeat(LaunchOptions.Of(request, request.LaunchType ?? LaunchType.Ec2), count)];
        CapacityProviders.CheckStrategy(strategy, cluster.CapacityProviders);
        return
        [
            .. CapacityProviders.Distribute(strategy, count).Select(provider =>
                LaunchOptions.Of(request, CapacityProviders.LaunchTypeOf(provider)) with { CapacityProvider = provider }),
        ];
    }

    private static LaunchResult? Repeated(World world, ClusterState cluster, RunTaskRequest request)
    {
        if (request.ClientToken is not { Length: > 0 } token
            || !world.ClientTokens.TryGetValue(ClientToken.KeyOf(cluster.Name, token), out var used)) return null;
        if (used.Request != request)
            throw EcsErrors.Conflict("The RunTask request could not be processed due to conflicts. The provided clientToken is already in use with a different RunTask request.");
        return new(world, used.TaskIds.Select(id => world.Tasks.GetValueOrDefault(id)).OfType<EcsTask>().ToValueList(), []);
    }
}
