using System.Text.Json;
using Workbook.Engine;
using Workbook.Engine.Time;
using Workbook.Server;

namespace Workbook.Benchmarks;

/// <summary>
/// RegisterTaskDefinition and DescribeTasks over HTTP with 1, 1,000 and 10,000 task definitions and tasks existing. Server
/// and client share the machine; as the yardstick, the same client against a bare Kestrel that answers a fixed text.
/// </summary>
internal static class HttpBenchmark
{
    private const string Definition = """{"family":"bench","containerDefinitions":[{"name":"app","image":"nginx","memory":128}]}""";
    private static readonly int[] Connections = [1, 16];
    private static readonly int[] Existing = [1, 1_000, 10_000];

    public static async Task RunAsync()
    {
        await using var bare = await BareServer.StartAsync();
        Console.WriteLine("| request | existing | connections | requests/s | p99 ms | of bare Kestrel |");
        Console.WriteLine("|---|---|---|---|---|---|");
        var yardstick = new Dictionary<int, double>();
        foreach (var connections in Connections)
        {
            var request = RawClient.Request(bare.Endpoint, "ListClusters", "{}");
            var result = await Load.RunAsync(bare.Endpoint, connections, (_, _) => request);
            yardstick[connections] = result.PerSecond;
            Write("bare Kestrel", 0, connections, result, 1);
        }
        foreach (var existing in Existing)
        {
            await using var aws = await LocalAws.StartAsync(new() { Engine = new EngineOptions { Clock = ClockMode.Manual } });
            var task = await FillAsync(aws.Endpoint, existing);
            foreach (var connections in Connections)
            {
                var describe = RawClient.Request(aws.Endpoint, "DescribeTasks", $$"""{"tasks":["{{task}}"]}""");
                var described = await Load.RunAsync(aws.Endpoint, connections, (_, _) => describe);
                Write("DescribeTasks", existing, connections, described, described.PerSecond / yardstick[connections]);
            }
            foreach (var connections in Connections)
            {
                var register = RawClient.Request(aws.Endpoint, "RegisterTaskDefinition", Definition);
                var registered = await Load.RunAsync(aws.Endpoint, connections, (_, _) => register);
                Write("RegisterTaskDefinition", existing, connections, registered, registered.PerSecond / yardstick[connections]);
            }
        }
    }

    /// <summary>Makes that many task definitions and tasks; answers with one task's ARN.</summary>
    private static async Task<string> FillAsync(Uri endpoint, int existing)
    {
        const string Fargate = """{"family":"FAMILY","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"256","memory":"512","containerDefinitions":[{"name":"app","image":"nginx"}]}""";
        using var client = await RawClient.ConnectAsync(endpoint);
        await client.SendAsync(RawClient.Request(endpoint, "CreateCluster", "{}"));
        for (var i = 0; i < existing; i++)
            await client.SendAsync(RawClient.Request(endpoint, "RegisterTaskDefinition", Fargate.Replace("FAMILY", $"family-{i}", StringComparison.Ordinal)));
        var arn = "";
        for (var i = 0; i < existing; i += 10)
        {
            var count = Math.Min(10, existing - i);
            var run = $$$"""{"taskDefinition":"family-0","launchType":"FARGATE","count":{{{count}}},"networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-1"]} } }""";
            var body = await client.SendAsync(RawClient.Request(endpoint, "RunTask", run));
            arn = JsonDocument.Parse(body).RootElement.GetProperty("tasks")[0].GetProperty("taskArn").GetString()!;
        }
        return arn;
    }

    private static void Write(string what, int existing, int connections, LoadResult result, double ratio) =>
        Console.WriteLine($"| {what} | {existing} | {connections} | {result.PerSecond:N0} | {result.P99:N2} | {ratio:P0} |");
}
