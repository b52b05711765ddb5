namespace Workbook.Benchmarks.Chaos;

/// <summary>Random containers, pause containers too, are killed or removed while deployments roll and tasks are run and stopped.</summary>
internal static class ContainerKills
{
    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(0.8);
    private const int KillsPerDeployment = 10;

    /// <summary>What it came to.</summary>
    /// <param name="Settled">How long it took until all was as it has to be after each deployment's share of kills.</param>
    internal sealed record Figures(int Kills, int Acknowledged, IReadOnlyList<TimeSpan> Settled);

    /// <exception cref="ChaosException">Something was lost, orphaned or never came to be.</exception>
    public static async Task<Figures> RunAsync(int kills, int seed, Action<string> say)
    {
        await using var stage = await ChaosStage.StartAsync(seed, say);
        var load = new ChaosLoad(stage);
        var audit = new Audit(stage);
        var settled = new List<TimeSpan>();
        await load.BeginAsync();
        await audit.SettledAsync();
        for (var done = 0; done < kills;)
        {
            await load.RoundAsync();
            for (var share = 0; share < KillsPerDeployment && done < kills;)
            {
                await stage.WaitAnyAsync(BetweenKills);
                if (await stage.Docker.EndAnyAsync(stage.EngineId, stage.Random) is not { } task) continue;
                stage.Ledger.Struck(task);
                (share, done) = (share + 1, done + 1);
            }
            settled.Add(await audit.SettledAsync());
            say($"{done} of {kills} containers killed; all as it has to be {ChaosStage.Seconds(settled[^1])} after the last");
        }
        await audit.DefinitionsAsync();
        return new(kills, stage.Ledger.Acknowledged, settled);
    }
}
