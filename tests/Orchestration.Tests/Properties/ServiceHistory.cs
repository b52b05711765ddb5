using System.Globalization;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Properties;

/// <summary>
/// A random but repeatable history in which services are created, changed and deleted, machines come, drain and are lost,
/// and tasks start, fail, fall ill and recover, among all that happens in a <see cref="Properties.History"/>.
/// </summary>
internal sealed class ServiceHistory
{
    private static readonly string[] Names = ["web", "api", "agent"];
    private static readonly string[] ClusterNames = ["default", "blue"];
    private static readonly int[] Minimums = [0, 25, 50, 100];
    private static readonly int[] Maximums = [100, 125, 150, 200];
    private static readonly string[] AlarmNames = ["cpu", "errors"];

    private static readonly HealthCheck Check = new() { Command = ["CMD-SHELL", "true"] };

    private static readonly IReadOnlyList<RegisterTaskDefinitionRequest> Served =
    [
        .. Definitions.All,
        Requests.Fargate(Requests.App with { HealthCheck = Check }) with { Family = "checked" },
        Requests.Ec2(Requests.App with { HealthCheck = Check }) with { Family = "checked-here" },
    ];

    private readonly Random _random;
    private int _ids;

    public ServiceHistory(int seed)
    {
        _random = new(seed * 7919);
        History = new(seed);
        foreach (var cluster in ClusterNames)
            History.Call("CreateCluster", world => ClusterRules.Create(world, new() { ClusterName = cluster, CapacityProviders = ["FARGATE", "FARGATE_SPOT"] }).World);
        foreach (var definition in Served)
            History.Call("RegisterTaskDefinition", world => TaskDefinitionRegistry.Register(world, definition, "me", Story.Start).World);
        Machine();
        Machine();
    }

    public History History { get; }

    public World World => History.World;

    /// <summary>Does one thing and returns its name.</summary>
    public string Step()
    {
        var now = History.Now;
        switch (_random.Next(100))
        {
            case < 8:
                var (create, ids) = (CreateRequest(), NextIds());
                return History.Call("CreateService", world => CreateService.Apply(world, create, ids, "me", now).World);
            case < 18:
                var (update, fresh) = (UpdateRequest(), NextIds());
                return History.Call("UpdateService", world => UpdateService.Apply(world, update, fresh, now).World);
            case < 21:
                var delete = new DeleteServiceRequest { Cluster = OneOf(ClusterNames), Service = OneOf(Names), Force = Chance(2) };
                return History.Call("DeleteService", world => DeleteService.Apply(world, delete, now).World);
            case < 23:
                return Machine();
            case < 27 when AnyMachine() is { } machine:
                var status = Chance(2) ? ContainerInstanceStatus.Draining : ContainerInstanceStatus.Active;
                return History.Call(status, world => InstanceStates.Update(world, new() { Cluster = machine.ClusterName, ContainerInstances = [machine.Id], Status = status }).World);
            case < 28 when AnyMachine() is { } machine:
                return History.Call("machine lost", world => InstanceLoss.Apply(world, world.ContainerInstances[machine.Id], "TerminationNotice", "Host EC2 terminated.", now));
            case < 30:
                var (alarm, rings) = (OneOf(AlarmNames), Chance(4));
                return History.Call($"{alarm}: {rings}", world => AlarmSetting.Tell(world, alarm, rings, now));
            case < 33 when AnyTask() is { } task:
                return History.Call("StopTask", world => StopTask.Apply(world, new() { Cluster = task.ClusterName, Task = task.Id }, now).World);
            case < 60 when AnyTask() is { } task && Observations.Answer(task) is { } answer:
                return History.See(answer);
            case < 75 when AnyTask() is { } task:
                return History.See(Observations.That(fit: task, _random));
            case < 85:
                History.Wait(TimeSpan.FromSeconds(_random.Next(1, 60)));
                return "seconds";
            case < 87:
                History.Wait(TimeSpan.FromMinutes(_random.Next(1, 40)));
                return "minutes";
            default:
                return History.Step();
        }
    }

    /// <summary>From now on all goes well: every wait ends, and launches that wait are let go.</summary>
    public void CalmDown()
    {
        foreach (var alarm in AlarmNames) History.Call("calm", world => AlarmSetting.Tell(world, alarm, false, History.Now));
        for (var step = 0; step < 20_000; step++)
        {
            History.Plan();
            if (World.Tasks.Values.Select(Answer).FirstOrDefault(answer => answer is not null) is { } answer) History.See(answer);
            else if (World.Agenda.NextProgressAt is { } next) History.Wait(next - History.Now);
            else return;
        }
        throw new InvalidOperationException("It does not come to rest.");
    }

    // What a served task waits for: jobs that end, and the containers that have a health check.
    private static Observation? Answer(EcsTask task) => Observations.Answer(task)
        ?? (task.Containers.FirstOrDefault(each => each is { Name: "migrate" or "init", Status: ContainerStatus.Running }) is { } job ? new ContainerExited(task.Id, job.Name, 0, null) : null)
        ?? (Observation?)(task.Containers.FirstOrDefault(each => task.HasHealthCheck && each is { Name: "db" or "app", Status: ContainerStatus.Running, Health: ContainerHealth.Unknown }) is { } silent ? new ContainerHealthChanged(task.Id, silent.Name, ContainerHealth.Healthy) : null);

    private string Machine()
    {
        var (id, now) = ("e" + (++_ids).ToString("x31", CultureInfo.InvariantCulture), History.Now);
        var request = new RegisterContainerInstanceRequest
        {
            Cluster = OneOf(ClusterNames),
            TotalResources = [new() { Name = "CPU", IntegerValue = 1024 }, new() { Name = "MEMORY", IntegerValue = _random.Next(128, 640) }],
            Attributes = [new() { Name = "ecs.availability-zone", Value = "us-east-1" + "abc"[_random.Next(3)] }],
        };
        return History.Call("RegisterContainerInstance", world => InstanceRules.Register(world, request, id, "i-1", now).World);
    }

    private CreateServiceRequest CreateRequest()
    {
        var definition = OneOf(Served);
        var onFargate = definition.RequiresCompatibilities is not null;
        var daemon = !onFargate && Chance(4);
        return new()
        {
            Cluster = OneOf(ClusterNames),
            ServiceName = OneOf(Names),
            TaskDefinition = definition.Family,
            DesiredCount = daemon ? null : _random.Next(6),
            SchedulingStrategy = daemon ? SchedulingStrategy.Daemon : null,
            LaunchType = onFargate ? Chance(2) ? LaunchType.Fargate : null : LaunchType.Ec2,
            CapacityProviderStrategy = onFargate ? [new() { CapacityProvider = "FARGATE", Weight = 1, Base = 1 }, new() { CapacityProvider = "FARGATE_SPOT", Weight = 2 }] : null,
            NetworkConfiguration = onFargate ? Story.Network : null,
            HealthCheckGracePeriodSeconds = Chance(3) ? _random.Next(100) : null,
            PropagateTags = Chance(3) ? PropagateTags.Service : null,
            DeploymentConfiguration = daemon ? new() { MinimumHealthyPercent = OneOf([0, 50]) } : Configuration(),
        };
    }

    private UpdateServiceRequest UpdateRequest() => new()
    {
        Cluster = OneOf(ClusterNames),
        Service = OneOf(Names),
        DesiredCount = Chance(2) ? _random.Next(6) : null,
        TaskDefinition = Chance(4) ? OneOf(Served).Family : null,
        ForceNewDeployment = Chance(3),
        DeploymentConfiguration = Chance(5) ? Configuration() : null,
    };

    private DeploymentConfiguration Configuration() => new()
    {
        MinimumHealthyPercent = OneOf(Minimums),
        MaximumPercent = OneOf(Maximums),
        DeploymentCircuitBreaker = new() { Enable = Chance(2), Rollback = Chance(2), ResetOnHealthyTask = Chance(2) },
        Alarms = Chance(3) ? new() { Enable = true, Rollback = Chance(2), AlarmNames = [OneOf(AlarmNames)] } : null,
    };

    private ServiceIds NextIds() => new(
        "ecs-svc/" + (++_ids).ToString("D19", CultureInfo.InvariantCulture), (++_ids).ToString("D19", CultureInfo.InvariantCulture), (++_ids).ToString("D21", CultureInfo.InvariantCulture));

    private EcsTask? AnyTask() => World.Tasks.Values.Where(task => task.ServiceName is not null && task.LastStatus != EcsTaskStatus.Stopped).ToList() is { Count: > 0 } tasks ? OneOf(tasks) : null;

    private Instance? AnyMachine() => World.ContainerInstances.IsEmpty ? null : OneOf([.. World.ContainerInstances.Values]);

    private bool Chance(int of) => _random.Next(of) == 0;

    private T OneOf<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
