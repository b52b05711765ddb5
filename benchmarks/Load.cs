using System.Diagnostics;

namespace Workbook.Benchmarks;

/// <summary>What a load measured.</summary>
/// <param name="PerSecond">Answered requests a second.</param>
/// <param name="P99">Milliseconds within which 99 of 100 requests were answered.</param>
internal readonly record struct LoadResult(double PerSecond, double P99);

/// <summary>Sends requests on several connections for a fixed time.</summary>
internal static class Load
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(3);

    /// <param name="request">The request that a connection sends next, by connection and count.</param>
    public static async Task<LoadResult> RunAsync(Uri endpoint, int connections, Func<int, int, byte[]> request)
    {
        await RunAsync(endpoint, connections, request, WarmUp);
        var watch = Stopwatch.StartNew();
        var latencies = await RunAsync(endpoint, connections, request, Measured);
        var seconds = watch.Elapsed.TotalSeconds;
        latencies.Sort();
        return new(latencies.Count / seconds, latencies[(int)(latencies.Count * 0.99)]);
    }

    private static async Task<List<double>> RunAsync(Uri endpoint, int connections, Func<int, int, byte[]> request, TimeSpan duration)
    {
        var all = await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(async () =>
        {
            using var client = await RawClient.ConnectAsync(endpoint);
            var latencies = new List<double>(100_000);
            var watch = Stopwatch.StartNew();
            for (var count = 0; watch.Elapsed < duration; count++)
            {
                var before = watch.Elapsed;
                await client.SendAsync(request(connection, count));
                latencies.Add((watch.Elapsed - before).TotalMilliseconds);
            }
            return latencies;
        })));
        return [.. all.SelectMany(latencies => latencies)];
    }
}
