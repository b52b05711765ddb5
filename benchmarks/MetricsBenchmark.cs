using System.Diagnostics;
using System.Globalization;
using System.Text;
using Workbook.Engine;
using Workbook.Server;

namespace Workbook.Benchmarks;

/// <summary>PutMetricData and GetMetricData on a data folder, with one series and with many; a request is answered when its samples are on disk.</summary>
internal static class MetricsBenchmark
{
    private const int Many = 100_000, DataOfRequest = 1_000, Queries = 100, Connections = 4;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    public static async Task RunAsync()
    {
        Console.WriteLine("| series | what | connections | requests/s | p99 ms | samples or series/s | MB in memory |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var series in new[] { 1, Many }) await MeasureAsync(series);
    }

    private static async Task MeasureAsync(int series)
    {
        var folder = Directory.CreateTempSubdirectory("workbook-benchmark-");
        try
        {
            await using var aws = await LocalAws.StartAsync(new() { Engine = new() { DataFolder = folder.FullName } });
            // Each series once: whatever follows finds all of them.
            await SendAsync(aws, "all series once", series, 1, Math.Max(1, series / DataOfRequest), number => Put(aws, series, DataOfRequest, number));
            await SendAsync(aws, "PutMetricData, 1 sample", series, Connections, int.MaxValue, number => Put(aws, series, 1, number));
            await SendAsync(aws, "PutMetricData, 1,000 samples", series, Connections, int.MaxValue, number => Put(aws, series, DataOfRequest, number));
            await SendAsync(aws, "GetMetricData, 1 series", series, Connections, int.MaxValue, number => Get(aws, series, 1, number));
            await SendAsync(aws, "GetMetricData, 100 series", series, Connections, int.MaxValue, number => Get(aws, series, Queries, number));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task SendAsync(LocalAws aws, string what, int series, int connections, int requests, Func<int, (byte[] Request, int Size)> make)
    {
        var (times, next, moved) = (new List<double>(), -1, 0L);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var client = await RawClient.ConnectAsync(aws.Endpoint);
            while (watch.Elapsed < Duration || requests < int.MaxValue)
            {
                var number = Interlocked.Increment(ref next);
                if (number >= requests) break;
                var (request, size) = make(number);
                var began = watch.Elapsed;
                await client.SendAsync(request);
                lock (times) times.Add((watch.Elapsed - began).TotalMilliseconds);
                Interlocked.Add(ref moved, size);
            }
        })));
        var seconds = watch.Elapsed.TotalSeconds;
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {series:N0} | {what} | {connections} | {times.Count / seconds:N0} | {times[times.Count * 99 / 100]:N1} | {moved / seconds:N0} | {GC.GetTotalMemory(forceFullCollection: true) / 1_000_000:N0} |"));
    }

    private static (byte[] Request, int Size) Put(LocalAws aws, int series, int samples, int number)
    {
        var body = new StringBuilder("""{"Namespace":"Shop","MetricData":[""");
        for (var i = 0; i < samples; i++)
        {
            var which = (int)(((long)number * samples + i) % series);
            body.Append(i > 0 ? "," : "").Append(string.Create(CultureInfo.InvariantCulture,
                $$"""{"MetricName":"Latency","Dimensions":[{"Name":"Host","Value":"h{{which}}"}],"Timestamp":{{Now}},"Value":{{number + i}},"Unit":"Milliseconds"}"""));
        }
        return (Request(aws, "PutMetricData", body.Append("]}").ToString()), samples);
    }

    private static (byte[] Request, int Size) Get(LocalAws aws, int series, int queries, int number)
    {
        var asked = Enumerable.Range(0, queries).Select(i => string.Create(CultureInfo.InvariantCulture,
            $$$"""{"Id":"q{{{i}}}","MetricStat":{"Metric":{"Namespace":"Shop","MetricName":"Latency","Dimensions":[{"Name":"Host","Value":"h{{{((long)number * queries + i) % series}}}"}]},"Period":60,"Stat":"Average"}}"""));
        return (Request(aws, "GetMetricData", string.Create(CultureInfo.InvariantCulture, $$"""{"StartTime":{{Now - 3600}},"EndTime":{{Now + 60}},"MetricDataQueries":[{{string.Join(',', asked)}}]}""")), queries);
    }

    private static byte[] Request(LocalAws aws, string operation, string body) => RawClient.Request(aws.Endpoint, operation, body, "GraniteServiceVersion20100801", "monitoring", "1.0");
}
