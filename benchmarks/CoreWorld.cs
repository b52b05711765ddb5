using Workbook.Orchestration;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Benchmarks;

/// <summary>A World without anything around it: what the planner decides is answered as soon as it is asked.</summary>
internal sealed class CoreWorld
{
    private int _ids;

    public CoreWorld(int instances)
    {
        World = ClusterRules.Create(new World(new AccountRegion("123456789012", "us-east-1")), new() { CapacityProviders = ["FARGATE"] }).World;
        for (var revision = 0; revision < 2; revision++)
        {
            World = TaskDefinitionRegistry.Register(World, new()
            {
                Family = "bench",
                ContainerDefinitions = [new() { Name = "app", Image = "nginx", Memory = 128, Cpu = 64 }],
            }, "bench", Now).World;
        }
        for (var i = 0; i < instances; i++)
        {
            World = InstanceRules.Register(World, new()
            {
                TotalResources = [new() { Name = "CPU", IntegerValue = 4096 }, new() { Name = "MEMORY", IntegerValue = 16384 }],
                Attributes = [new() { Name = "ecs.availability-zone", Value = "us-east-1" + "abc"[i % 3] }],
            }, DerivedId.Hex("instance", $"{i}"), $"i-{i}", Now).World;
        }
        World = World.Saved();
    }

    public World World { get; private set; }

    public DateTimeOffset Now { get; private set; } = DateTimeOffset.UnixEpoch;

    public void CreateService(string name, int desiredCount) =>
        World = Workbook.Orchestration.Services.CreateService.Apply(World, new() { ServiceName = name, TaskDefinition = "bench:1", DesiredCount = desiredCount }, NextIds(), "bench", Now).World;

    public void UpdateService(string name) =>
        World = Workbook.Orchestration.Services.UpdateService.Apply(World, new() { Service = name, TaskDefinition = "bench:2" }, NextIds(), Now).World;

    public void See(Observation observation) => World = Reducer.Apply(World, observation, Now);

    /// <summary>Plans until nothing is left to decide.</summary>
    public List<Decision> Settle()
    {
        var decided = new List<Decision>();
        while (true)
        {
            var plan = Planner.Plan(World, Now);
            if (plan.Considered.Count == 0)
            {
                World = World.Saved();
                return decided;
            }
            decided.AddRange(plan.Decisions);
            World = plan.Next;
        }
    }

    /// <summary>Answers all that was asked for, a second later each time, until nobody asks any more.</summary>
    public void RunToRest()
    {
        for (var asked = Settle(); asked.Count > 0; asked = Settle())
        {
            Now += TimeSpan.FromSeconds(1);
            foreach (var decision in asked) Answer(decision);
        }
    }

    private void Answer(Decision decision)
    {
        switch (decision)
        {
            case PullImage pull:
                See(new ImagePulled(pull.TaskId, pull.Container, null));
                break;
            case StartContainer start:
                See(new ContainerStarted(start.TaskId, start.Container, start.TaskId, []));
                break;
            case StopContainer stop:
                See(new ContainerExited(stop.TaskId, stop.Container, 0, null));
                break;
            default:
                break;
        }
    }

    private ServiceIds NextIds() => new($"ecs-svc/{++_ids}", $"{_ids}", $"{_ids}");
}
