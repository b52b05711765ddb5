using System.Diagnostics;
using Amazon.ECS;
using Amazon.ECS.Model;

namespace Workbook.Benchmarks.Chaos;

/// <summary>Many tasks at once: run, and stopped together.</summary>
internal static class Crowd
{
    private const int AtOnce = 10;
    private const string Family = "crowd";
    private static readonly NetworkConfiguration Network = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } };

    /// <summary>What it came to.</summary>
    /// <param name="Running">From the first RunTask until all tasks were RUNNING, and Docker had each of their containers.</param>
    /// <param name="Gone">From the first StopTask until all tasks were STOPPED, and Docker had none of their containers.</param>
    internal sealed record Figures(int Tasks, TimeSpan Running, TimeSpan Gone);

    /// <param name="tasks">A multiple of ten: RunTask starts up to ten at once.</param>
    /// <exception cref="ChaosException">Some never ran, or something was left.</exception>
    public static async Task<Figures> RunAsync(int tasks, int seed, Action<string> say)
    {
        await using var stage = await ChaosStage.StartAsync(seed, say);
        var audit = new Audit(stage);
        await stage.Ecs.CreateClusterAsync(new());
        await stage.Ecs.RegisterTaskDefinitionAsync(new()
        {
            Family = Family,
            Cpu = "256",
            Memory = "512",
            NetworkMode = NetworkMode.Awsvpc,
            RequiresCompatibilities = ["FARGATE"],
            Volumes = [new() { Name = "scratch" }],
            ContainerDefinitions =
            [
                new()
                {
                    Name = "app",
                    Image = DockerSide.Image,
                    Command = ["sh", "-c", "trap 'exit 0' TERM; sleep 86400 & wait"],
                    MountPoints = [new() { SourceVolume = "scratch", ContainerPath = "/scratch" }],
                },
            ],
        });

        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, tasks / AtOnce).Select(_ => RunTenAsync(stage)));
        await audit.SettledAsync();
        var running = watch.Elapsed;
        say($"{tasks} tasks RUNNING after {ChaosStage.Seconds(running)}");

        watch.Restart();
        foreach (var task in stage.Ledger.Tasks) stage.Ledger.Stopping(task);
        await Task.WhenAll(stage.Ledger.Tasks.Select(task => stage.Ecs.StopTaskAsync(new() { Task = task })));
        foreach (var task in stage.Ledger.Tasks) stage.Ledger.Stopped(task);
        await audit.SettledAsync();
        say($"all STOPPED and gone after {ChaosStage.Seconds(watch.Elapsed)}");
        return new(tasks, running, watch.Elapsed);
    }

    private static async Task RunTenAsync(ChaosStage stage)
    {
        var ran = await stage.Ecs.RunTaskAsync(new() { TaskDefinition = Family, Count = AtOnce, LaunchType = LaunchType.FARGATE, NetworkConfiguration = Network });
        if (ran.Failures is { Count: > 0 }) throw new ChaosException($"RunTask failed: {ran.Failures[0].Reason}");
        lock (stage.Ledger) stage.Ledger.Ran(ran.Tasks.Select(task => task.TaskArn));
    }
}
