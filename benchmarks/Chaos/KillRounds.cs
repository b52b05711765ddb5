using System.Diagnostics;

namespace Workbook.Benchmarks.Chaos;

/// <summary>
/// The engine is killed at random moments of deployments and started again on its data. In every third round a container,
/// maybe a pause container, ends while no engine looks.
/// </summary>
internal static class KillRounds
{
    private static readonly TimeSpan DuringCalls = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan DuringDeployment = TimeSpan.FromSeconds(6);
    private const int BetweenAudits = 5;

    /// <summary>What it came to.</summary>
    /// <param name="Started">How long the engine took to answer again, each time.</param>
    /// <param name="Settled">How long it took until all was as it has to be, at each audit.</param>
    /// <param name="Struck">Containers that ended while no engine looked.</param>
    internal sealed record Figures(int Kills, int Acknowledged, int Unanswered, int Struck, IReadOnlyList<TimeSpan> Started, IReadOnlyList<TimeSpan> Settled);

    /// <exception cref="ChaosException">Something was lost, orphaned or never came to be.</exception>
    public static async Task<Figures> RunAsync(int rounds, int seed, Action<string> say)
    {
        await using var stage = await ChaosStage.StartAsync(seed, say);
        var load = new ChaosLoad(stage);
        var audit = new Audit(stage);
        var (started, settled, struck) = (new List<TimeSpan>(), new List<TimeSpan>(), 0);
        await load.BeginAsync();
        await audit.SettledAsync();
        for (var round = 1; round <= rounds; round++)
        {
            var calls = load.RoundAsync();
            await stage.WaitAnyAsync(round % 2 == 0 ? DuringCalls : DuringDeployment);
            await stage.KillEngineAsync();
            await calls;
            if (round % 3 == 0 && await stage.Docker.EndAnyAsync(stage.EngineId, stage.Random) is { } task)
            {
                stage.Ledger.Struck(task);
                struck++;
            }
            var watch = Stopwatch.StartNew();
            await stage.StartEngineAsync();
            started.Add(watch.Elapsed);
            if (round % BetweenAudits != 0 && round != rounds) continue;
            settled.Add(await audit.SettledAsync());
            say($"killed {round} of {rounds} times; {stage.Ledger.Acknowledged} calls acknowledged; all as it has to be {ChaosStage.Seconds(settled[^1])} after the last start");
        }
        await audit.DefinitionsAsync();
        return new(rounds, stage.Ledger.Acknowledged, stage.Ledger.Unanswered, struck, started, settled);
    }
}
