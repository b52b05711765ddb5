using System.Globalization;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Time;
using Workbook.Server;
using Workbook.Server.Tests.LoadBalancing.Traffic;

namespace Workbook.Benchmarks;

/// <summary>
/// Constant load on a load balancer while the service behind it is deployed anew, scaled in and shifted from blue to green: it fails
/// when one request failed or was cut.
/// </summary>
internal static class TrafficBenchmark
{
    private const int Connections = 16;

    /// <summary>Answers with its host's name, which is the task's.</summary>
    private static TrafficApp Httpd(string image) => new(image, ["sh", "-c", "mkdir -p /www && hostname > /www/index.html && exec httpd -f -p 8080 -h /www"], 8080);

    /// <param name="image">An image with busybox that Docker has; null for the simulation.</param>
    /// <param name="requests">How many have to be answered in each part at least.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string? image, int requests)
    {
        Console.WriteLine("| backend | what happened | requests | failed or cut | tasks that answered | time |");
        Console.WriteLine("|---|---|---|---|---|---|");
        var rolling = await MeasureAsync(image, "rolling deployment of 4 tasks", tasks: 4, blueGreen: false, requests, stage => stage.DeployAsync(2));
        var scaling = await MeasureAsync(image, "scale-in from 6 tasks to 1", tasks: 6, blueGreen: false, requests, stage => stage.ScaleAsync(1));
        var shifting = await MeasureAsync(image, "blue/green shift of 3 tasks", tasks: 3, blueGreen: true, requests, stage => stage.DeployAsync(2));
        return rolling && scaling && shifting ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(string? image, string what, int tasks, bool blueGreen, int requests, Func<TrafficStage, Task> happen)
    {
        var aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Real, Docker = image is null ? null : new DockerOptions() } });
        await using var stage = await TrafficStage.OpenAsync(aws, image is null ? new("hello", [], 8080) : Httpd(image), tasks, blueGreen);
        var load = new TrafficLoad(stage.Entrance.Address, stage.Entrance.Host, Connections);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await load.AnsweredAsync(requests / 3);
        await happen(stage);
        await load.AnsweredAsync(Math.Max(requests - load.Count, requests / 3));
        await load.DisposeAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {(image is null ? "embedded" : "docker")} | {what} | {load.Count:N0} | {load.Failures.Count:N0} | {load.Answers.Count} | {watch.Elapsed.TotalSeconds:N0} s |"));
        foreach (var failure in load.Failures.Take(5)) Console.WriteLine($"  {failure}");
        return load.Failures.Count == 0;
    }
}
