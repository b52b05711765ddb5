using System.Globalization;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Stories;

/// <summary>
/// A service in a small world of its own: time passes, what was asked for happens, and everything that was decided is written
/// down with its time. Each test says what is given, moves the clock, and compares decisions, events and counts.
/// </summary>
internal sealed class ServiceStory
{
    private readonly Names _names = new();
    private readonly List<(DateTimeOffset At, Decision Decision)> _decided = [];
    private readonly List<string> _lines = [];
    private int _ids;

    /// <summary>Begins with an empty cluster named <c>default</c>.</summary>
    public ServiceStory() => Change(world => ClusterRules.Create(world, new() { CapacityProviders = ["FARGATE", "FARGATE_SPOT"] }).World);

    public World World { get; private set; } = new(Story.Scope);

    public DateTimeOffset Now { get; private set; } = Story.Start;

    public Surroundings Around { get; } = new();

    /// <summary>Called whenever the planner has nothing left to decide.</summary>
    public event Action? Rested;

    public EcsService Web => World.Services["default/web"];

    public EcsServiceDeployment Rollout => World.RolloutOf(Web)!;

    /// <summary>The events of <c>web</c>, oldest first, with short names.</summary>
    public IReadOnlyList<string> Events => [.. Web.Events.Select(each => _names.In(each.Message!).Replace("(service web) ", "", StringComparison.Ordinal)).Reverse()];

    /// <summary>How many tasks of <c>web</c> are pending or running.</summary>
    public int Active => Tallies.Sum(tally => tally.Active);

    public int Healthy => Tallies.Sum(tally => tally.Healthy);

    private IEnumerable<DeploymentTally> Tallies => Web.Deployments.Select(World.TallyOf);

    /// <summary>The wanted tasks of <c>web</c> by their short names.</summary>
    public IEnumerable<EcsTask> Tasks => World.Tasks.Values.Where(task => task is { IsWanted: true, ServiceName: "web" }).OrderBy(task => task.CreatedAt);

    public string NameOf(EcsTask task) => _names.Of('t', task.Id);

    public EcsTask Task(string name) => World.Tasks.Values.Single(task => task.ServiceName is not null && NameOf(task) == name);

    /// <summary>The short names of the tasks that run a task definition, such as <c>demo:2</c>.</summary>
    public IEnumerable<string> Running(string definition) => Tasks
        .Where(task => task.LastStatus == EcsTaskStatus.Running && World.TaskDefinitions[task.DefinitionKey].Definition is var of && $"{of.Family}:{of.Revision}" == definition)
        .Select(NameOf);

    public string NextId() => (++_ids).ToString("x32", CultureInfo.InvariantCulture);

    public ServiceIds NextIds() => new(
        "ecs-svc/" + (++_ids).ToString("D19", CultureInfo.InvariantCulture), (++_ids).ToString("D19", CultureInfo.InvariantCulture), (++_ids).ToString("D21", CultureInfo.InvariantCulture));

    public void Change(Func<World, World> change)
    {
        World = change(World);
        Plan();
    }

    /// <summary>Registers the next revision of a Fargate task definition whose one container has this image.</summary>
    public void Define(string image = "app:1", HealthCheck? check = null, string family = "demo") =>
        Define(Requests.Fargate(Requests.App with { Image = image, HealthCheck = check }) with { Family = family });

    public void Define(RegisterTaskDefinitionRequest request) => Change(world => TaskDefinitionRegistry.Register(world, request, "me", Now).World);

    /// <summary>A machine for four tasks of 512 CPU units, in Availability Zone a, b or c.</summary>
    public Instance AddMachine(char zone = 'a', int cpu = 2048, int memory = 4096)
    {
        var id = NextId();
        _names.Of('i', id);
        Change(world => InstanceRules.Register(world, new()
        {
            TotalResources = [new() { Name = "CPU", IntegerValue = cpu }, new() { Name = "MEMORY", IntegerValue = memory }],
            Attributes = [new() { Name = "ecs.availability-zone", Value = "us-east-1" + zone }],
        }, id, "i-0123456789abcdef0", Now).World);
        return World.ContainerInstances[id];
    }

    public void Drain(Instance machine) => Change(world => world.Put(world.ContainerInstances[machine.Id] with { Status = ContainerInstanceStatus.Draining }));

    /// <summary>The least that CreateService accepts, on Fargate.</summary>
    public static CreateServiceRequest Request { get; } = new()
    {
        ServiceName = "web",
        TaskDefinition = "demo",
        DesiredCount = 1,
        LaunchType = LaunchType.Fargate,
        NetworkConfiguration = Story.Network,
    };

    /// <summary>The same on machines of the cluster.</summary>
    public static CreateServiceRequest OnMachines { get; } = Request with { LaunchType = LaunchType.Ec2, NetworkConfiguration = null };

    public EcsService Create(CreateServiceRequest request)
    {
        var (world, service) = CreateService.Apply(World, request, NextIds(), "me", Now);
        World = world;
        foreach (var deployment in service.Deployments) _names.Of('d', deployment.Id);
        Plan();
        return World.Services[service.Key];
    }

    /// <summary>Creates <c>web</c> on Fargate with that many tasks, and the percentages in between.</summary>
    public EcsService Create(int desired, int minimum = 100, int maximum = 200, DeploymentCircuitBreaker? breaker = null) => Create(Request with
    {
        DesiredCount = desired,
        DeploymentConfiguration = new() { MinimumHealthyPercent = minimum, MaximumPercent = maximum, DeploymentCircuitBreaker = breaker },
    });

    /// <summary>Updates <c>web</c>.</summary>
    public void Update(UpdateServiceRequest request)
    {
        World = UpdateService.Apply(World, request with { Service = "web" }, NextIds(), Now).World;
        Plan();
    }

    public void Scale(int desired) => Update(new() { DesiredCount = desired });

    public void Delete(bool? force = null)
    {
        World = DeleteService.Apply(World, new() { Service = "web", Force = force }, Now).World;
        Plan();
    }

    public void Stop(EcsTask task) => Change(world => StopTask.Apply(world, new() { Task = task.Id }, Now).World);

    public void See(params Observation[] observations)
    {
        foreach (var observation in observations) World = Reducer.Apply(World, observation, Now);
        Plan();
    }

    /// <summary>A container of the task exits.</summary>
    public void Exit(EcsTask task, int exitCode = 1) => See(new ContainerExited(task.Id, "app", exitCode, null));

    public void Turn(EcsTask task, ContainerHealth health) => See(new ContainerHealthChanged(task.Id, "app", health));

    public void Alarm(string name, bool isInAlarm) => Change(world => AlarmSetting.Tell(world, name, isInAlarm, Now));

    /// <summary>The clock moves on; all that comes on the way happens at its own time.</summary>
    public void After(TimeSpan time)
    {
        var target = Now + time;
        while (new[] { Around.Next, World.Agenda.NextProgressAt, World.Agenda.NextUpkeepAt }.Min() is { } next && next <= target) Step(next);
        Now = target;
        Plan();
    }

    public void After(int seconds) => After(TimeSpan.FromSeconds(seconds));

    /// <summary>Lets happen what is under way until nothing moves any more by itself.</summary>
    public void Settle()
    {
        for (var step = 0; new[] { Around.Next, World.Agenda.NextProgressAt }.Min() is { } next; step++)
        {
            step.Should().BeLessThan(100_000, "the service has to come to rest");
            Step(next);
        }
    }

    /// <summary>Decisions about services and ends of tasks since the last time, in words.</summary>
    public IReadOnlyList<string> Decided()
    {
        var words = _decided
            .Where(each => each.Decision is ServiceDecision or EndTask)
            .Select(each => Say(each.Decision))
            .ToList();
        _decided.Clear();
        return words;
    }

    /// <summary>Everything that was decided in the whole story, grouped by time.</summary>
    public string Chronicle() => string.Join('\n', _lines) + "\n";

    /// <summary>Writes a heading into the chronicle.</summary>
    public void Remark(string text) => _lines.Add($"# {text}");

    private void Step(DateTimeOffset at)
    {
        if (at > Now) Now = at;
        foreach (var observation in Around.Happened(Now)) World = Reducer.Apply(World, observation, Now);
        Plan();
    }

    private void Plan()
    {
        for (var round = 0; ; round++)
        {
            round.Should().BeLessThan(50, "planning has to end");
            var plan = Planner.Plan(World, Now);
            if (plan.Considered.Count == 0) break;
            World = plan.Next;
            foreach (var decision in plan.Decisions)
            {
                decision.Reason.Should().NotBeNullOrWhiteSpace();
                Around.Do(decision, World, Now);
                _decided.Add((Now, decision));
                _lines.Add($"{(Now - Story.Start).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture)}  {Say(decision)}");
            }
        }
        Rested?.Invoke();
    }

    private string Say(Decision decision) => _names.In(decision switch
    {
        ServiceDecision about => $"{about.ServiceKey[(about.ServiceKey.IndexOf('/', StringComparison.Ordinal) + 1)..]}: {Words.Of(about)}",
        TaskDecision about => $"{about.TaskId}: {Words.Of(about)}",
        InstanceDecision about => $"{about.InstanceId}: {Words.Of(about)}",
        _ => Words.Of(decision),
    });
}
