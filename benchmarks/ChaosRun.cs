using Workbook.Benchmarks.Chaos;

namespace Workbook.Benchmarks;

/// <summary>All the chaos there is, on the Docker Engine of this machine and on one of its own, and what it came to.</summary>
internal static class ChaosRun
{
    private const int DaemonRestartsAtMost = 10;
    private const int CrowdSize = 100;

    /// <summary>The parts, by the names that choose one of them.</summary>
    public static IReadOnlyDictionary<string, Func<int, int, Task<string>>> Parts { get; } = new Dictionary<string, Func<int, int, Task<string>>>
    {
        ["engine"] = EngineAsync,
        ["containers"] = ContainersAsync,
        ["docker"] = DockerAsync,
        ["crowd"] = CrowdAsync,
    };

    /// <param name="rounds">How often the engine is killed, and how many containers are.</param>
    /// <param name="only">One of the parts; null for all.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(int rounds, int seed, string? only)
    {
        if (await ChaosStage.LackingAsync() is { } lacking)
        {
            Console.Error.WriteLine(lacking);
            return 1;
        }
        try
        {
            var figures = new List<string>();
            foreach (var (name, part) in Parts.Where(part => only is null || part.Key == only))
            {
                Console.WriteLine($"{name}, seed {seed}");
                figures.Add(await part(rounds, seed));
            }
            Console.WriteLine();
            foreach (var figure in figures) Console.WriteLine(figure);
            return 0;
        }
        catch (ChaosException error)
        {
            Console.Error.WriteLine($"Seed {seed}: {error.Message}");
            return 1;
        }
    }

    private static async Task<string> EngineAsync(int rounds, int seed)
    {
        var figures = await KillRounds.RunAsync(rounds, seed, Say);
        return $"Engine killed {figures.Kills} times: {figures.Acknowledged} calls acknowledged, none lost, {figures.Unanswered} never answered; {figures.Struck} containers ended meanwhile; answers again after {Range(figures.Started)}, all as it has to be after {Range(figures.Settled)}.";
    }

    private static async Task<string> ContainersAsync(int kills, int seed)
    {
        var figures = await ContainerKills.RunAsync(kills, seed, Say);
        return $"{figures.Kills} containers killed: {figures.Acknowledged} calls acknowledged, none lost; all as it has to be after {Range(figures.Settled)}.";
    }

    private static async Task<string> DockerAsync(int rounds, int seed)
    {
        if (PrivateDaemon.Lacking is { } lacking) return $"Docker not killed: {lacking}";
        var figures = await DaemonRestarts.RunAsync(Math.Min(rounds, DaemonRestartsAtMost), seed, Say);
        return $"Docker killed {figures.Restarts} times: {figures.Acknowledged} calls acknowledged, none lost; all as it has to be after {Range(figures.Settled)}.";
    }

    private static async Task<string> CrowdAsync(int rounds, int seed)
    {
        var figures = await Crowd.RunAsync(CrowdSize, seed, Say);
        return $"{figures.Tasks} tasks at once: all RUNNING after {ChaosStage.Seconds(figures.Running)}, all stopped and gone after {ChaosStage.Seconds(figures.Gone)}.";
    }

    private static void Say(string line) => Console.WriteLine($"  {line}");

    private static string Range(IReadOnlyList<TimeSpan> times) =>
        $"{ChaosStage.Seconds(times.Order().ElementAt(times.Count / 2))} (median; at most {ChaosStage.Seconds(times.Max())})";
}
