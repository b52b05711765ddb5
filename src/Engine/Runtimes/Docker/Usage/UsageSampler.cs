using Docker.DotNet;
using Docker.DotNet.Models;

namespace Workbook.Engine.Runtimes.Docker.Usage;

/// <summary>Measures what containers use: one round over all that run, at intervals, for everybody who wants to know.</summary>
internal sealed class UsageSampler(RunningContainers running, TimeProvider time)
{
    /// <summary>ECS's metrics have a point for each minute; four measurements make one.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private const int AtOnce = 4;

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellation)) await MeasureAllAsync(cancellation);
    }

    /// <summary>One round.</summary>
    public Task MeasureAllAsync(CancellationToken cancellation) => Parallel.ForEachAsync(
        running.All,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
        async (container, stop) => await MeasureAsync(container, stop));

    private static async Task MeasureAsync(DockerContainer container, CancellationToken cancellation)
    {
        try
        {
            var answer = new Answer();
            await container.Host.Client.Containers.GetContainerStatsAsync(container.Id, new ContainerStatsParameters { Stream = false, OneShot = true }, answer, cancellation);
            if (answer.Stats is { CPUStats: not null, MemoryStats.Limit: not null } stats) container.Usage = UsageReading.Of(stats);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && (error is DockerApiException || DockerErrors.IsUnreachable(error)))
        {
            // It has ended meanwhile, or Docker is away: the next round tells.
        }
    }

    private sealed class Answer : IProgress<ContainerStatsResponse>
    {
        public ContainerStatsResponse? Stats { get; private set; }

        public void Report(ContainerStatsResponse value) => Stats = value;
    }
}
