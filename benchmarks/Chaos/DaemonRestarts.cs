namespace Workbook.Benchmarks.Chaos;

/// <summary>The Docker Engine itself is killed at random moments of deployments, and started again a while later.</summary>
internal static class DaemonRestarts
{
    private static readonly TimeSpan DuringDeployment = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(2);

    /// <summary>What it came to.</summary>
    /// <param name="Settled">How long it took until all was as it has to be, after each restart.</param>
    internal sealed record Figures(int Restarts, int Acknowledged, IReadOnlyList<TimeSpan> Settled);

    /// <exception cref="ChaosException">Something was lost, orphaned or never came to be.</exception>
    public static async Task<Figures> RunAsync(int restarts, int seed, Action<string> say)
    {
        await using var stage = await ChaosStage.StartAsync(seed, say);
        var daemon = stage.Daemon ?? throw new ChaosException(PrivateDaemon.Lacking!);
        var load = new ChaosLoad(stage);
        var audit = new Audit(stage);
        var settled = new List<TimeSpan>();
        await load.BeginAsync();
        await audit.SettledAsync();
        for (var done = 1; done <= restarts; done++)
        {
            await load.RoundAsync();
            await stage.WaitAnyAsync(DuringDeployment);
            await daemon.KillAsync();
            stage.Ledger.StruckAll();
            await stage.WaitAnyAsync(Away);
            await daemon.StartAgainAsync();
            settled.Add(await audit.SettledAsync());
            say($"Docker killed {done} of {restarts} times; all as it has to be {ChaosStage.Seconds(settled[^1])} after it came back");
        }
        await audit.DefinitionsAsync();
        return new(restarts, stage.Ledger.Acknowledged, settled);
    }
}
