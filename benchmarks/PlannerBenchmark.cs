using System.Diagnostics;
using Workbook.Orchestration;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Benchmarks;

/// <summary>The core alone: tasks placed on instances and brought to their first decisions, and a tick in which one changed.</summary>
internal static class PlannerBenchmark
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    public static void Run()
    {
        Console.WriteLine("| tasks | instances | all placed and planned | a tick in which one task died |");
        Console.WriteLine("|---|---|---|---|");
        Measure(1_000, 100);
        foreach (var (tasks, instances) in new[] { (1_000, 100), (10_000, 1_000), (50_000, 5_000) })
        {
            var (placing, tick) = Measure(tasks, instances);
            Console.WriteLine($"| {tasks:N0} | {instances:N0} | {placing.TotalMilliseconds:N0} ms | {tick.TotalMicroseconds:N0} µs |");
        }
    }

    private static (TimeSpan Placing, TimeSpan Tick) Measure(int tasks, int instances)
    {
        var world = Prepare(instances);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < tasks; i += RunTask.MostTasks)
        {
            var ids = Enumerable.Range(i, RunTask.MostTasks).Select(number => DerivedId.Hex("bench", $"{number}")).ToList();
            world = RunTask.Apply(world, new() { TaskDefinition = "bench", Count = RunTask.MostTasks }, ids, Now).World;
        }
        world = Settle(world);
        var placing = watch.Elapsed;
        foreach (var id in world.Tasks.Keys.ToList())
        {
            world = Reducer.Apply(world, new ImagePulled(id, "app", null), Now);
            world = Settle(world);
            world = Reducer.Apply(world, new ContainerStarted(id, "app", id, []), Now);
        }
        world = Settle(world);

        const int Ticks = 1_000;
        var dying = world.Tasks.Keys.Where((_, number) => number % Math.Max(1, tasks / Ticks) == 0).Take(Ticks).ToList();
        watch.Restart();
        foreach (var id in dying) world = Settle(Reducer.Apply(world, new ContainerExited(id, "app", 1, null), Now));
        return (placing, watch.Elapsed / dying.Count);
    }

    private static World Prepare(int instances)
    {
        var world = ClusterRules.Create(new World(new AccountRegion("123456789012", "us-east-1")), new()).World;
        world = TaskDefinitionRegistry.Register(world, new()
        {
            Family = "bench",
            ContainerDefinitions = [new() { Name = "app", Image = "nginx", Memory = 128, Cpu = 64 }],
        }, "bench", Now).World;
        for (var i = 0; i < instances; i++)
        {
            world = InstanceRules.Register(world, new()
            {
                TotalResources = [new() { Name = "CPU", IntegerValue = 4096 }, new() { Name = "MEMORY", IntegerValue = 16384 }],
            }, DerivedId.Hex("instance", $"{i}"), $"i-{i}", Now).World;
        }
        return world;
    }

    private static World Settle(World world)
    {
        while (true)
        {
            var plan = Planner.Plan(world, Now);
            if (plan.Considered.Count == 0) return world.Saved();
            world = plan.Next;
        }
    }
}
