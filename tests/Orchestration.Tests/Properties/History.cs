using System.Globalization;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tagging;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Properties;

/// <summary>
/// A random but repeatable history: calls of the API, good and bad; observations that fit, come late, come twice or are
/// about nothing; jumps of the clock; restarts of the engine. Every step is kept, so that it can be lived through again.
/// </summary>
internal sealed class History(int seed)
{
    private static readonly string[] ClusterNames = ["default", "blue", "green"];

    private readonly Random _random = new(seed);
    private readonly List<Observation> _seen = [];
    private int _ids;

    public World World { get; private set; } = new(Story.Scope);

    public DateTimeOffset Now { get; private set; } = Story.Start;

    /// <summary>All steps so far: pure functions from one World to the next.</summary>
    public List<(string What, Func<World, World> Apply)> Steps { get; } = [];

    /// <summary>Does one thing and returns its name.</summary>
    public string Step()
    {
        var now = Now;
        switch (_random.Next(100))
        {
            case < 3:
                var fresh = OneOf(ClusterNames);
                return Call("CreateCluster", world => ClusterRules.Create(world, new() { ClusterName = fresh, CapacityProviders = ["FARGATE", "FARGATE_SPOT"] }).World);
            case < 4:
                var doomed = OneOf(ClusterNames);
                return Call("DeleteCluster", world => ClusterRules.Delete(world, new() { Cluster = doomed }).World);
            case < 8:
                var definition = OneOf(Definitions.All);
                return Call("RegisterTaskDefinition", world => TaskDefinitionRegistry.Register(world, definition, "me", now).World);
            case < 10:
                var old = Revision();
                return Call("DeregisterTaskDefinition", world => TaskDefinitionRegistry.Deregister(world, old, now).World);
            case < 12:
                var gone = Revision();
                return Call("DeleteTaskDefinitions", world => TaskDefinitionRegistry.Delete(world, [gone], now).World);
            case < 14:
                var machine = new RegisterContainerInstanceRequest
                {
                    Cluster = OneOf(ClusterNames),
                    TotalResources = [new() { Name = "CPU", IntegerValue = 2048 }, new() { Name = "MEMORY", IntegerValue = _random.Next(256, 4096) }],
                };
                var machineId = NextId();
                return Call("RegisterContainerInstance", world => InstanceRules.Register(world, machine, machineId, "i-1", now).World);
            case < 15 when !World.ContainerInstances.IsEmpty:
                var leaving = World.ContainerInstances[OneOf(World.ContainerInstances.Keys)];
                var forced = _random.Next(2) == 0;
                return Call("DeregisterContainerInstance", world => DeregisterInstance.Apply(world, new() { Cluster = leaving.ClusterName, ContainerInstance = leaving.Id, Force = forced }, now).World);
            case < 16 when !World.ContainerInstances.IsEmpty:
                var changed = World.ContainerInstances[OneOf(World.ContainerInstances.Keys)];
                var state = OneOf([ContainerInstanceStatus.Active, ContainerInstanceStatus.Draining]);
                return Call("UpdateContainerInstancesState", world => InstanceStates.Update(world, new() { Cluster = changed.ClusterName, ContainerInstances = [changed.Id], Status = state }).World);
            case < 24:
                var run = RunRequest();
                var ids = NextIds();
                return Call("RunTask", world => RunTask.Apply(world, run, ids, now).World);
            case < 27:
                var start = new StartTaskRequest
                {
                    Cluster = OneOf(ClusterNames),
                    TaskDefinition = OneOf(Definitions.All).Family,
                    ContainerInstances = [World.ContainerInstances.IsEmpty ? "none" : OneOf(World.ContainerInstances.Keys)],
                };
                var startIds = NextIds();
                return Call("StartTask", world => StartTask.Apply(world, start, startIds, now).World);
            case < 32 when AnyTask() is { } task:
                return Call("StopTask", world => StopTask.Apply(world, new() { Cluster = task.ClusterName, Task = task.Id }, now).World);
            case < 34 when AnyTask() is { } task:
                var tag = new Tag { Key = "k", Value = _random.Next(3).ToString(CultureInfo.InvariantCulture) };
                return Call("TagResource", world => ResourceTags.Tag(world, new() { ResourceArn = Arn.Task(Story.Scope, task.ClusterName, task.Id).ToString(), Tags = [tag] }));
            case < 80 when AnyTask() is { } task:
                return See(_random.Next(10) < 8 ? Observations.That(fit: task, _random) : Observations.Any(task.Id, _random));
            case < 86 when _seen.Count > 0:
                return See(OneOf(_seen));
            case < 88:
                return See(Observations.Any(new string('f', 32), _random));
            case < 89:
                var all = World.Tasks.Keys.ToList();
                return Note("engine restarts", world => all.Aggregate(world, (next, id) => Reducer.Apply(next, new EngineRestarted(id), now)));
            case < 97:
                Now += OneOf([TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(7)]);
                return "clock";
            case < 98:
                Now += OneOf([TimeSpan.FromHours(1), TimeSpan.FromHours(25)]);
                return "clock";
            default:
                return "nothing";
        }
    }

    /// <summary>Plans and reduces until nothing is left to decide; returns what was decided.</summary>
    public IReadOnlyList<Decision> Plan()
    {
        var now = Now;
        var decided = new List<Decision>();
        Note("plan", world =>
        {
            decided.Clear();
            for (var rounds = 1; ; rounds++)
            {
                var plan = Planner.Plan(world, now);
                if (plan.Considered.Count == 0) return world;
                if (rounds > 20) throw new InvalidOperationException($"Planning does not end: {string.Join("; ", plan.Decisions)}");
                world = world.Settled(now);
                foreach (var decision in plan.Decisions) world = Reducer.Apply(world, decision, now);
                decided.AddRange(plan.Decisions);
            }
        });
        return decided;
    }

    public string See(Observation observation)
    {
        var now = Now;
        _seen.Add(observation);
        return Note(observation.ToString(), world => Reducer.Apply(world, observation, now));
    }

    /// <summary>A call that breaks a rule changes nothing.</summary>
    public string Call(string what, Func<World, World> apply) => Note(what, world =>
    {
        try
        {
            return apply(world);
        }
        catch (ApiException)
        {
            return world;
        }
    });

    public void Wait(TimeSpan time) => Now += time;

    private string Note(string what, Func<World, World> apply)
    {
        World = apply(World);
        Steps.Add((what, apply));
        return what;
    }

    private RunTaskRequest RunRequest()
    {
        var definition = OneOf(Definitions.All);
        return new()
        {
            Cluster = OneOf(ClusterNames),
            TaskDefinition = definition.Family,
            Count = _random.Next(1, 5),
            LaunchType = definition.RequiresCompatibilities is null ? LaunchType.Ec2 : LaunchType.Fargate,
            NetworkConfiguration = definition.NetworkMode == NetworkMode.Awsvpc ? Story.Network : null,
            StartedBy = _random.Next(3) == 0 ? "somebody" : null,
            Group = _random.Next(5) == 0 ? "service:web" : null,
            ClientToken = _random.Next(5) == 0 ? $"token-{_random.Next(3)}" : null,
        };
    }

    private string Revision() => $"{OneOf(Definitions.All).Family}:{_random.Next(1, 6)}";

    private EcsTask? AnyTask() => World.Tasks.IsEmpty ? null : OneOf(World.Tasks.Values);

    private T OneOf<T>(IEnumerable<T> choices)
    {
        var list = choices as IReadOnlyList<T> ?? [.. choices];
        return list[_random.Next(list.Count)];
    }

    private string NextId() => (++_ids).ToString("x32", CultureInfo.InvariantCulture);

    private List<string> NextIds() => [.. Enumerable.Range(0, 10).Select(_ => NextId())];
}
