using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Playwright;

namespace Workbook.Benchmarks;

/// <summary>The live map of 200 tasks while 20 of its things change each second: how smooth it is in Chromium, and what it costs the server.</summary>
internal static class ClusterFeedBenchmark
{
    private const string Chromium = "/usr/bin/chromium";
    private const int Tasks = 200, ChangesEachSecond = 20;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    // Frames in a second, the worst second, and how many words of tasks changed meanwhile.
    private const string Watch =
        """
        milliseconds => new Promise(resolve => {
          const seconds = []; let frames = 0, changes = 0, since = performance.now(); const begun = since;
          new MutationObserver(records => changes += records.filter(each => each.target.closest?.('.task .word')).length).observe(document.querySelector('.map'), { subtree: true, childList: true });
          const frame = now => {
            frames++;
            if (now - since >= 1000) { seconds.push(frames * 1000 / (now - since)); frames = 0; since = now; }
            if (now - begun < milliseconds) requestAnimationFrame(frame); else resolve([seconds.reduce((a, b) => a + b) / seconds.length, Math.min(...seconds), changes]);
          };
          requestAnimationFrame(frame);
        })
        """;

    public static async Task<int> RunAsync(FileInfo binary)
    {
        if (!File.Exists(Chromium))
        {
            Console.WriteLine("Chromium is not installed. To measure this: apt-get install chromium");
            return 1;
        }
        using var workbook = Process.Start(new ProcessStartInfo("dotnet", [binary.FullName, "open", "--port", "0", "--no-browser"]) { RedirectStandardOutput = true })!;
        try
        {
            var address = new Uri((await workbook.StandardOutput.ReadLineAsync() ?? "").Split(' ')[^1]);
            await workbook.StandardOutput.ReadLineAsync();
            var endpoint = new Uri((await workbook.StandardOutput.ReadLineAsync() ?? "")["Its AWS endpoint is ".Length..].Split(' ')[0]);
            using var ecs = new HttpClient { BaseAddress = endpoint };
            await CallAsync(ecs, "CreateCluster", """{"clusterName":"map"}""");
            await CallAsync(ecs, "RegisterTaskDefinition", """{"family":"web","networkMode":"awsvpc","requiresCompatibilities":["FARGATE"],"cpu":"256","memory":"512","containerDefinitions":[{"name":"app","image":"nginx"}]}""");
            await CallAsync(ecs, "CreateService", $$$$"""{"cluster":"map","serviceName":"web","taskDefinition":"web","desiredCount":{{{{Tasks}}}},"launchType":"FARGATE","networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-1"]}}}""");
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
            // Warms the engine up.
            await ChangeAsync(ecs);
            var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
            await page.GotoAsync(new Uri(address, $"/cluster{address.Query}").ToString());
            await page.WaitForFunctionAsync($"() => document.querySelectorAll('.service .task[data-state=good]').length === {Tasks}");
            double[] frames = [];
            var watched = await CostAsync(workbook, async () =>
            {
                var watching = page.EvaluateAsync<double[]>(Watch, Length.TotalMilliseconds);
                await ChangeAsync(ecs);
                frames = await watching;
            });
            Console.WriteLine($"{Tasks} tasks, {ChangesEachSecond} changes a second: {frames[0]:N0} frames a second, {frames[1]:N0} in the worst second; {frames[2]:N0} changes seen");
            Console.WriteLine($"the server takes {watched:P1} of a core, for the changes and for the map");
            return 0;
        }
        finally
        {
            workbook.Kill(entireProcessTree: true);
        }
    }

    private static async Task<double> CostAsync(Process process, Func<Task> work)
    {
        process.Refresh();
        var (before, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
        await work();
        process.Refresh();
        return (process.TotalProcessorTime - before) / watch.Elapsed;
    }

    // Half of the changes start a task and half of them stop one: each passes through six states or so, and takes a service's or a task's card with it.
    private static async Task ChangeAsync(HttpClient ecs)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / ChangesEachSecond));
        var running = new Queue<string>();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Length)
        {
            await timer.WaitForNextTickAsync();
            if (running.Count > 2)
            {
                await CallAsync(ecs, "StopTask", string.Create(CultureInfo.InvariantCulture, $$"""{"cluster":"map","task":"{{running.Dequeue()}}"}"""));
                continue;
            }
            var started = await CallAsync(ecs, "RunTask", """{"cluster":"map","taskDefinition":"web","launchType":"FARGATE","networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-1"]}}}""");
            const string arn = "\"taskArn\":\"";
            var begin = started.IndexOf(arn, StringComparison.Ordinal) + arn.Length;
            running.Enqueue(started[begin..started.IndexOf('"', begin)]);
        }
    }

    private static async Task<string> CallAsync(HttpClient ecs, string operation, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", $"AmazonEC2ContainerServiceV20141113.{operation}");
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host;x-amz-date, Signature=0");
        using var answer = await ecs.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }
}
