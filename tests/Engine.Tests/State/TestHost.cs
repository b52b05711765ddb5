using System.Globalization;
using Workbook.Engine.State;
using Workbook.Engine.Tests.Blobs;
using Workbook.Engine.Tests.Metrics;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.Tests.State;

/// <summary>
/// The process that gets killed. It appends numbered entries to a journal, several at a time, and prints each number once
/// it is acknowledged. Each append puts the cluster of its number, deletes the one <see cref="Kept"/> numbers before, and
/// notes the number as the last one: a journal that keeps any number keeps all before it, and nothing by halves.
/// </summary>
internal static class TestHost
{
    public const int Kept = 100;
    public const string Last = "last";
    public const string Ready = "ready";
    private const int Callers = 8;

    public static async Task<int> Main(string[] args)
    {
        if (args is ["push", var data]) return await BlobPusher.RunAsync(data);
        if (args is ["measure", var metrics]) return await MetricWriter.RunAsync(metrics);
        if (args is not ["append", var folder]) return 1;
        var journal = SqliteJournal.Open(folder);
        var number = journal.Load().SingleOrDefault()?.Clusters[Last] is { } last ? int.Parse(last.Status, CultureInfo.InvariantCulture) : 0;
        Console.WriteLine(Ready);
        var gate = new Lock();
        var appending = Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                int mine;
                Task safe;
                lock (gate)
                {
                    mine = ++number;
                    safe = journal.AppendAsync(Sample.Scope, [Put($"{mine}", mine), Put(Last, mine), new(Key($"{mine - Kept}"), null)]);
                }
                await safe;
                Console.WriteLine(mine);
            }
        }));
        // Whoever started it has gone once the input ends.
        await Task.WhenAny([Task.Run(Console.In.Read), .. appending]);
        return 1;
    }

    private static EntityKey Key(string name) => new(EntityKind.Cluster, name);

    private static JournalEntry Put(string name, int number) => new(Key(name), new ClusterState(name) { Status = $"{number}" });
}
