using System.Globalization;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Stories;

/// <summary>
/// A World in which things happen one after the other. Each step returns what the planner decided because of it, in the
/// short words of <see cref="Words"/>.
/// </summary>
internal sealed class Story
{
    public static readonly AccountRegion Scope = new("123456789012", "us-east-1");
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<EcsTaskStatus> _statuses = [];
    private int _ids;

    /// <summary>Begins with an empty cluster named <c>default</c>.</summary>
    public Story() => Change(world => ClusterRules.Create(world, new() { CapacityProviders = ["FARGATE", "FARGATE_SPOT"] }).World);

    public World World { get; private set; } = new(Scope);

    public DateTimeOffset Now { get; private set; } = Start;

    public string TaskId { get; private set; } = "";

    /// <summary>Called with each decision and the World that it is about to change.</summary>
    public event Action<World, Decision>? Deciding;

    /// <summary>The task that the story is about: the last one that was run.</summary>
    public EcsTask Task => World.Tasks[TaskId];

    /// <summary>The statuses that the task has gone through.</summary>
    public IEnumerable<string> Statuses => _statuses.Select(status => status.ToApi());

    public string NextId() => (++_ids).ToString("x32", CultureInfo.InvariantCulture);

    public IReadOnlyList<string> NextIds(int count = 10) => [.. Enumerable.Range(0, count).Select(_ => NextId())];

    public void Change(Func<World, World> change) => World = change(World);

    public T Change<T>(Func<World, (World, T)> change)
    {
        (World, var result) = change(World);
        return result;
    }

    public TaskDefinitionRevision Register(RegisterTaskDefinitionRequest request) =>
        Change(world => TaskDefinitionRegistry.Register(world, request, "arn:aws:iam::123456789012:root", Now));

    /// <summary>A machine with 2 vCPU and 4 GiB unless told otherwise; port 22 is taken.</summary>
    public Instance AddInstance(int cpu = 2048, int memory = 4096, string cluster = "default", params ValueList<Shapes.Ecs.Attribute> attributes) =>
        Change(world => InstanceRules.Register(world, new()
        {
            Cluster = cluster,
            TotalResources =
            [
                new() { Name = "CPU", IntegerValue = cpu },
                new() { Name = "MEMORY", IntegerValue = memory },
                new() { Name = "PORTS", StringSetValue = ["22"] },
            ],
            Attributes = attributes,
        }, NextId(), "i-0123456789abcdef0", Now));

    public LaunchResult Launch(RunTaskRequest request)
    {
        var result = RunTask.Apply(World, request, NextIds(), Now);
        World = result.World;
        return result;
    }

    /// <summary>Registers the definition and runs one task of it, on Fargate where that is required, else on a new machine.</summary>
    public IReadOnlyList<string> Run(RegisterTaskDefinitionRequest request)
    {
        var fargate = request.RequiresCompatibilities?.Contains(Compatibility.Fargate) == true;
        if (!fargate) AddInstance();
        Register(request);
        return Run(new RunTaskRequest
        {
            TaskDefinition = request.Family,
            LaunchType = fargate ? LaunchType.Fargate : null,
            NetworkConfiguration = request.NetworkMode == NetworkMode.Awsvpc ? Network : null,
        });
    }

    public IReadOnlyList<string> Run(RunTaskRequest request)
    {
        var result = Launch(request);
        result.Failures.Should().BeEmpty();
        TaskId = result.Tasks.Should().ContainSingle().Which.Id;
        _statuses.Clear();
        _statuses.Add(Task.LastStatus);
        return Plan();
    }

    public static NetworkConfiguration Network { get; } = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } };

    /// <summary>Runs a task up to RUNNING, without going into detail.</summary>
    public void RunToRunning(RegisterTaskDefinitionRequest request)
    {
        Run(request);
        Settle();
        Task.LastStatus.Should().Be(EcsTaskStatus.Running);
    }

    /// <summary>Lets everything go well until nothing is under way.</summary>
    public void Settle()
    {
        while (true)
        {
            if (Task.LastStatus == EcsTaskStatus.Provisioning && Task.IsProvisioned) Provisioned();
            else if (Task.LastStatus == EcsTaskStatus.Deprovisioning) Released();
            else if (Task.Containers.FirstOrDefault(each => each.Status == ContainerStatus.Pulling) is { } pulling) Pulled(pulling.Name);
            else if (Task.Containers.FirstOrDefault(each => each.Status == ContainerStatus.Starting) is { } starting) Started(starting.Name);
            else if (Task.Containers.FirstOrDefault(each => each.Status == ContainerStatus.Stopping) is { } stopping) Exited(stopping.Name);
            else return;
        }
    }

    public IReadOnlyList<string> Stop(string? reason = null)
    {
        Change(world => StopTask.Apply(world, new() { Task = TaskId, Reason = reason }, Now));
        return Plan();
    }

    public IReadOnlyList<string> Provisioned() => See(new TaskProvisioned(TaskId, "eni-1", "02:00:00:00:00:01", "172.31.0.4"));

    public IReadOnlyList<string> NotProvisioned(string error) => See(new TaskNotProvisioned(TaskId, error));

    public IReadOnlyList<string> Released() => See(new TaskReleased(TaskId));

    public IReadOnlyList<string> Pulled(string container) => See(new ImagePulled(TaskId, container, "sha256:1"));

    public IReadOnlyList<string> Started(string container) =>
        See(new ContainerStarted(TaskId, container, $"run-of-{container}-{Task.Container(container).Restarts}", []));

    public IReadOnlyList<string> NotStarted(string container, string error) => See(new ContainerNotStarted(TaskId, container, error));

    public IReadOnlyList<string> Exited(string container, int exitCode = 0, string? reason = null) =>
        See(new ContainerExited(TaskId, container, exitCode, reason));

    public IReadOnlyList<string> Turned(string container, ContainerHealth health) => See(new ContainerHealthChanged(TaskId, container, health));

    public IReadOnlyList<string> EngineRestarts() => See(new EngineRestarted(TaskId));

    /// <summary>Observations that arrive together.</summary>
    public IReadOnlyList<string> See(params Observation[] observations)
    {
        foreach (var observation in observations)
        {
            World = Reducer.Apply(World, observation, Now);
            NoteStatus();
        }
        return Plan();
    }

    /// <summary>The clock moves on.</summary>
    public IReadOnlyList<string> After(TimeSpan time)
    {
        Now += time;
        return Plan();
    }

    /// <summary>What the control loop does: plan and reduce until nothing is left to decide.</summary>
    public IReadOnlyList<string> Plan()
    {
        var decided = new List<string>();
        for (var round = 0; ; round++)
        {
            round.Should().BeLessThan(100, "planning has to end");
            var plan = Planner.Plan(World, Now);
            if (plan.Considered.Count == 0) return decided;
            World = World.Settled(Now);
            foreach (var decision in plan.Decisions)
            {
                decision.Reason.Should().NotBeNullOrWhiteSpace();
                Deciding?.Invoke(World, decision);
                World = Reducer.Apply(World, decision, Now);
                NoteStatus();
                decided.Add(Words.Of(decision));
            }
        }
    }

    public InstanceResources Remaining(Instance instance) => World.ContainerInstances[instance.Id].Remaining;

    private void NoteStatus()
    {
        if (World.Tasks.TryGetValue(TaskId, out var task) && _statuses.LastOrDefault() != task.LastStatus) _statuses.Add(task.LastStatus);
    }
}
