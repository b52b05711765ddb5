using Workbook.Engine.Metrics;
using Workbook.Engine.Tests.State;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatch;

namespace Workbook.Engine.Tests.Metrics;

/// <summary>
/// The process that gets killed: it writes numbered pairs of samples, several at a time, and prints each number once it is acknowledged. A pair is one call's, a
/// minute before the pair of the next number.
/// </summary>
internal static class MetricWriter
{
    public static readonly MetricId Left = MetricId.Of("Shop", "Left"), Right = MetricId.Of("Shop", "Right");
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly AccountRegion Scope = new("123456789012", "eu-west-1");

    // Data points of one minute are kept for 15 days.
    public const int Most = 14 * 24 * 60;
    private const int Callers = 8;

    public static MetricStore Open(string folder) => new(new StoppedClock(), folder);

    /// <summary>The numbers of the samples of a metric that are there, in order.</summary>
    public static IReadOnlyList<int> Numbers(MetricStore store, MetricId metric) =>
        [.. store.Of(Scope).Read(metric, null, Start, Start.AddMinutes(Most), TimeSpan.FromMinutes(1)).Select(point => point.Aggregate == Aggregate.Of((point.Start - Start).TotalMinutes) ? (int)(point.Start - Start).TotalMinutes : -1)];

    public static async Task<int> RunAsync(string folder)
    {
        await using var store = Open(folder);
        var number = Numbers(store, Left) is [.., var last] ? last : 0;
        Console.WriteLine(TestHost.Ready);
        var gate = new Lock();
        var writing = Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                int mine;
                Task safe;
                lock (gate)
                {
                    mine = ++number;
                    safe = store.WriteAsync(Scope, [Sample(Left, mine), Sample(Right, mine)]);
                }
                await safe;
                Console.WriteLine(mine);
            }
        }));
        // Whoever started it has gone once the input ends.
        await Task.WhenAny([Task.Run(Console.In.Read), .. writing]);
        return 1;
    }

    private static MetricSample Sample(MetricId metric, int number) => new(metric, "None", Start.AddMinutes(number), Aggregate.Of(number), false);

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Start.AddMinutes(Most);
    }
}
