using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Workbook.Engine;
using Workbook.Server;

namespace Workbook.Benchmarks;

/// <summary>
/// PutLogEvents on a data folder, each answered when its events are on disk: how many lines a second, without and with metric filters. Then the workbook starts again on the
/// folder, and every line has to be there once.
/// </summary>
internal static class LogsBenchmark
{
    private const int Lines = 1_000_000;
    private const string JsonFilter = """{"logGroupName":"logs","filterName":"slow","filterPattern":"{ $.ms > 900 }","metricTransformations":[{"metricName":"Slow","metricNamespace":"Shop","metricValue":"$.ms"}]}""";

    private static string Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public static async Task RunAsync()
    {
        Console.WriteLine("| lines in a request | connections | metric filter | lines/s | MB/s | p99 ms | lost |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        // The first warms up.
        foreach (var (each, connections, filter) in ((int, int, string?)[])[(1000, 4, null), (100, 4, null), (1000, 1, null), (1000, 4, null), (5000, 4, null), (1000, 4, JsonFilter)])
            await MeasureAsync(each, connections, filter);
    }

    private static async Task MeasureAsync(int linesOfRequest, int connections, string? filter)
    {
        var folder = Directory.CreateTempSubdirectory("workbook-benchmark-");
        try
        {
            double seconds;
            var times = new List<double>();
            var bytes = 0L;
            await using (var aws = await LocalAws.StartAsync(new() { Engine = new() { DataFolder = folder.FullName } }))
            {
                using var admin = await RawClient.ConnectAsync(aws.Endpoint);
                await admin.SendAsync(Request(aws, "CreateLogGroup", """{"logGroupName":"logs"}"""));
                if (filter is not null) await admin.SendAsync(Request(aws, "PutMetricFilter", filter));
                var requests = new Queue<byte[]>[connections];
                for (var connection = 0; connection < connections; connection++)
                {
                    await admin.SendAsync(Request(aws, "CreateLogStream", $$"""{"logGroupName":"logs","logStreamName":"s{{connection}}"}"""));
                    requests[connection] = new(Bodies(connection, connections, linesOfRequest).Select(body => Request(aws, "PutLogEvents", body)));
                    bytes += requests[connection].Sum(request => request.Length);
                }
                var watch = Stopwatch.StartNew();
                await Task.WhenAll(requests.Select(queue => SendAsync(aws, queue, times)));
                seconds = watch.Elapsed.TotalSeconds;
            }
            times.Sort();
            var lost = await LostAsync(folder.FullName);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {linesOfRequest:N0} | {connections} | {(filter is null ? "–" : "JSON")} | {Lines / seconds:N0} | {bytes / seconds / 1_000_000:N0} | {times[times.Count * 99 / 100]:N1} | {lost} |"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task SendAsync(LocalAws aws, Queue<byte[]> requests, List<double> times)
    {
        using var client = await RawClient.ConnectAsync(aws.Endpoint);
        while (requests.TryDequeue(out var request))
        {
            var watch = Stopwatch.StartNew();
            await client.SendAsync(request);
            lock (times) times.Add(watch.Elapsed.TotalMilliseconds);
        }
    }

    private static IEnumerable<string> Bodies(int connection, int connections, int linesOfRequest)
    {
        var mine = Lines / connections;
        for (var first = connection * mine; first < (connection + 1) * mine; first += linesOfRequest)
        {
            var body = new StringBuilder($$"""{"logGroupName":"logs","logStreamName":"s{{connection}}","logEvents":[""");
            for (var line = first; line < first + linesOfRequest; line++)
            {
                // Some 100 bytes.
                var message = JsonSerializer.Serialize(string.Create(CultureInfo.InvariantCulture,
                    $$"""{"n":{{line}},"ms":{{line % 1000}},"level":"info","path":"/cart/items/{{line % 977}}","message":"an item was put into the cart"}"""));
                body.Append(line > first ? "," : "").Append($$"""{"timestamp":{{Now}},"message":{{message}}}""");
            }
            yield return body.Append("]}").ToString();
        }
    }

    private static async Task<int> LostAsync(string folder)
    {
        await using var aws = await LocalAws.StartAsync(new() { Engine = new() { DataFolder = folder } });
        using var client = await RawClient.ConnectAsync(aws.Endpoint);
        var (found, twice, token) = (new bool[Lines], 0, (string?)null);
        do
        {
            var page = JsonElement.Parse((await client.SendAsync(Request(aws, "FilterLogEvents", $$"""{"logGroupName":"logs","limit":1000{{(token is null ? "" : $",\"nextToken\":\"{token}\"")}}}"""))).Span);
            foreach (var each in page.GetProperty("events").EnumerateArray())
            {
                var number = JsonElement.Parse(each.GetProperty("message").GetString()!).GetProperty("n").GetInt32();
                if (found[number]) twice++;
                found[number] = true;
            }
            token = page.TryGetProperty("nextToken", out var next) ? next.GetString() : null;
        }
        while (token is not null);
        return twice == 0 ? found.Count(each => !each) : throw new InvalidOperationException($"{twice} lines are there twice.");
    }

    private static byte[] Request(LocalAws aws, string operation, string body) => RawClient.Request(aws.Endpoint, operation, body, "Logs_20140328", "logs");
}
