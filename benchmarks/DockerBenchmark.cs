using System.Diagnostics;
using System.Globalization;
using Workbook.Shapes.Ecs;

namespace Workbook.Benchmarks;

/// <summary>Tasks on Docker against what a user would use instead, in the same run: <c>docker run</c> and Docker Swarm.</summary>
internal static class DockerBenchmark
{
    private const int Rounds = 5;
    private const int Many = 20;
    private const int Service = 50;
    private const int Idle = 100;
    private const string Label = "workbook-benchmark";
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(string image, bool withSwarm)
    {
        await using var engine = await DockerEngineUnderTest.StartAsync(image);
        foreach (var count in (int[])[1, Many])
        {
            // In turns, so that whatever else the machine does meets all of them.
            var times = new Dictionary<string, List<double>> { ["docker run"] = [], [NetworkMode.Bridge] = [], [NetworkMode.Awsvpc] = [] };
            for (var round = -1; round < Rounds; round++)
            {
                var docker = await DockerRunAsync(image, count);
                var bridge = await TimeAsync(engine, NetworkMode.Bridge, count);
                var awsvpc = await TimeAsync(engine, NetworkMode.Awsvpc, count);
                // The first round warms up.
                if (round < 0) continue;
                times["docker run"].Add(docker);
                times[NetworkMode.Bridge].Add(bridge);
                times[NetworkMode.Awsvpc].Add(awsvpc);
            }
            var yardstick = times["docker run"].Median();
            foreach (var (what, seconds) in times) Print($"{count,3} × {what,-10}", seconds.Median(), yardstick);
        }
        var swarm = withSwarm ? await SwarmAsync(image) : double.NaN;
        if (withSwarm) Print($"1 → {Service} docker service scale", swarm, swarm);
        foreach (var family in (string[])[NetworkMode.Bridge, NetworkMode.Awsvpc])
        {
            await engine.CreateServiceAsync(family);
            Print($"1 → {Service} ECS service, {family}", (await engine.ScaleAsync(family, Service)).TotalSeconds, swarm);
            await engine.StopAllAsync();
        }
        await engine.RunAsync(NetworkMode.Bridge, Idle);
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        await Task.Delay(IdleTime, TimeProvider.System);
        var share = (Process.GetCurrentProcess().TotalProcessorTime - before) / IdleTime;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Idle} tasks idle: {share:P2} of a core"));
        await engine.StopAllAsync();
    }

    private static async Task<double> TimeAsync(DockerEngineUnderTest engine, string family, int count)
    {
        var time = await engine.RunAsync(family, count);
        await engine.StopAllAsync();
        return time.TotalSeconds;
    }

    private static async Task<double> DockerRunAsync(string image, int count)
    {
        var watch = Stopwatch.StartNew();
        var ids = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => DockerCommand.RunAsync("run", "--detach", "--label", Label, "--memory", "32m", image, "sleep", "3600")));
        var seconds = watch.Elapsed.TotalSeconds;
        await DockerCommand.RunAsync(["rm", "--force", .. ids]);
        return seconds;
    }

    private static async Task<double> SwarmAsync(string image)
    {
        var wasThere = await DockerCommand.RunAsync("info", "--format", "{{.Swarm.LocalNodeState}}") == "active";
        if (!wasThere) await DockerCommand.RunAsync("swarm", "init", "--advertise-addr", "127.0.0.1");
        try
        {
            await DockerCommand.RunAsync("service", "create", "--name", Label, "--no-resolve-image", "--limit-memory", "32m", image, "sleep", "3600");
            var watch = Stopwatch.StartNew();
            await DockerCommand.RunAsync("service", "scale", $"{Label}={Service}");
            return watch.Elapsed.TotalSeconds;
        }
        finally
        {
            await DockerCommand.RunAsync("service", "rm", Label);
            if (!wasThere) await DockerCommand.RunAsync("swarm", "leave", "--force");
        }
    }

    private static void Print(string what, double seconds, double yardstick) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-34} {seconds * 1000,8:0} ms {seconds / yardstick,6:0.00}"));
}
