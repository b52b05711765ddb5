using System.Diagnostics;
using Workbook.Orchestration.Planning;

namespace Workbook.Benchmarks;

/// <summary>The service scheduler alone: all tasks of all services placed, a tick in which one task died, a rolling deployment.</summary>
internal static class ServicesBenchmark
{
    private const int TasksOfAService = 20;
    private const int TasksOnAnInstance = 10;
    private const int Ticks = 1_000;
    private const int Rolled = 1_000;

    public static void Run()
    {
        Console.WriteLine("| tasks | services | instances | all placed | for each task | a tick in which one task died | memory |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        Measure(1_000);
        foreach (var tasks in new[] { 1_000, 10_000, 50_000 })
        {
            var (placing, tick, memory) = Measure(tasks);
            Console.WriteLine($"| {tasks:N0} | {tasks / TasksOfAService:N0} | {tasks / TasksOnAnInstance:N0} | {placing.TotalMilliseconds:N0} ms | {placing.TotalMicroseconds / tasks:N0} µs | {tick.TotalMicroseconds:N0} µs | {memory / 1024.0 / 1024:N0} MiB |");
        }
        var (took, virtualTime) = Roll();
        Console.WriteLine();
        Console.WriteLine($"A rolling deployment of a service of {Rolled:N0} tasks, {virtualTime.TotalSeconds:N0} s of virtual time: {took.TotalMilliseconds:N0} ms.");
    }

    private static (TimeSpan Placing, TimeSpan Tick, long Memory) Measure(int tasks)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var core = new CoreWorld(tasks / TasksOnAnInstance);
        var watch = Stopwatch.StartNew();
        for (var service = 0; service < tasks / TasksOfAService; service++) core.CreateService($"service-{service}", TasksOfAService);
        core.Settle();
        var placing = watch.Elapsed;
        if (core.World.Tasks.Count != tasks) throw new InvalidOperationException($"{core.World.Tasks.Count} of {tasks} tasks have a place.");

        core = new(tasks / TasksOnAnInstance);
        for (var service = 0; service < tasks / TasksOfAService; service++) core.CreateService($"service-{service}", TasksOfAService);
        core.RunToRest();
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;

        var dying = core.World.Tasks.Keys.Where((_, number) => number % Math.Max(1, tasks / Ticks) == 0).Take(Ticks).ToList();
        watch.Restart();
        foreach (var id in dying)
        {
            core.See(new ContainerExited(id, "app", 1, null));
            core.Settle();
        }
        return (placing, watch.Elapsed / dying.Count, memory);
    }

    private static (TimeSpan Took, TimeSpan VirtualTime) Roll()
    {
        var core = new CoreWorld(Rolled * 2 / TasksOnAnInstance);
        core.CreateService("rolled", Rolled);
        core.RunToRest();
        var begin = core.Now;
        var watch = Stopwatch.StartNew();
        core.UpdateService("rolled");
        core.RunToRest();
        var service = core.World.Services.Values.Single();
        if (service.Deployments.Count != 1 || service.Primary!.IsInProgress) throw new InvalidOperationException("The deployment is not complete.");
        return (watch.Elapsed, core.Now - begin);
    }
}
