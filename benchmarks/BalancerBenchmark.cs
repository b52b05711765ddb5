using System.Globalization;
using Workbook.Benchmarks.Balancers;

namespace Workbook.Benchmarks;

/// <summary>
/// The balancer against Debian's nginx and HAProxy, in front of the same targets (two nginx with one worker each), with <c>wrk</c> as the client,
/// in turns in one run. All share this machine's cores.
/// </summary>
internal static class BalancerBenchmark
{
    private static readonly int[] Connections = [1, 32, 256];

    /// <param name="rounds">Of which the median counts.</param>
    /// <param name="seconds">Of each measurement.</param>
    public static async Task RunAsync(int rounds, int seconds)
    {
        await using var one = await ProxyProcess.TargetAsync();
        await using var two = await ProxyProcess.TargetAsync();
        int[] targets = [one.Port, two.Port];
        await using (var workbook = await ProxyProcess.WorkbookAsync(targets, rules: 10))
        await using (var nginx = await ProxyProcess.NginxAsync(targets))
        await using (var haproxy = await ProxyProcess.HaproxyAsync(targets))
        {
            ProxyProcess[] proxies = [workbook, nginx, haproxy];
            foreach (var each in proxies) await Wrk.RunAsync(each.Port, "/", 32, seconds);
            var before = workbook.ResidentMegabytes();
            var direct = await Wrk.RunAsync(one.Port, "/", 1, seconds);
            Console.WriteLine("| 1 KB | connections | requests/s | of nginx | p50 ms | p99 ms | p99 of nginx | p50 added ms |");
            Console.WriteLine("|---|---|---|---|---|---|---|---|");
            foreach (var connections in Connections)
            {
                var results = await TurnsAsync(proxies, "/", connections, rounds, seconds);
                foreach (var (proxy, median) in results)
                {
                    var added = connections == 1 ? (median.P50 - direct.P50).ToString("N2", CultureInfo.InvariantCulture) : "";
                    Write($"| {proxy.Name} | {connections} | {median.PerSecond:N0} | {median.PerSecond / results[nginx].PerSecond:N2} | {median.P50:N2} | {median.P99:N2} | {median.P99 / results[nginx].P99:N2} | {added} |");
                }
            }
            Console.WriteLine("\n| 10 MB | connections | MB/s | of nginx |\n|---|---|---|---|");
            var large = await TurnsAsync(proxies, "/large", 4, rounds, seconds);
            foreach (var (proxy, median) in large) Write($"| {proxy.Name} | 4 | {median.Megabytes:N0} | {median.Megabytes / large[nginx].Megabytes:N2} |");
            Write($"\nResident memory of the workbook: {before} MB after the warm-up, {workbook.ResidentMegabytes()} MB at the end.");
        }
        await CompareSizesAsync(one.Port, rounds, seconds);
    }

    private static async Task CompareSizesAsync(int target, int rounds, int seconds)
    {
        Console.WriteLine("\n| | rules | targets | requests/s at 32 connections | of ten of each |\n|---|---|---|---|---|");
        // nginx, which has no rules here, shows what a thousand targets cost anybody.
        (int Rules, int Targets)[] sizes = [(10, 10), (1_000, 10), (10, 1_000), (1_000, 1_000), (0, 10), (0, 1_000)];
        var servers = new List<ProxyProcess>();
        try
        {
            foreach (var (rules, targets) in sizes) servers.Add(rules == 0 ? await ProxyProcess.NginxAsync([.. Enumerable.Repeat(target, targets)]) : await ProxyProcess.WorkbookAsync([.. Enumerable.Repeat(target, targets)], rules));
            foreach (var server in servers) await Wrk.RunAsync(server.Port, "/", 32, seconds);
            var results = await TurnsAsync([.. servers], "/", 32, rounds, seconds);
            foreach (var (server, (rules, targets)) in servers.Zip(sizes))
                Write($"| {server.Name} | {(rules == 0 ? "–" : rules.ToString("N0", CultureInfo.InvariantCulture))} | {targets:N0} | {results[server].PerSecond:N0} | {results[server].PerSecond / results[servers[rules == 0 ? 4 : 0]].PerSecond:N2} |");
        }
        finally
        {
            foreach (var server in servers) await server.DisposeAsync();
        }
    }

    private static async Task<Dictionary<ProxyProcess, Wrk>> TurnsAsync(ProxyProcess[] proxies, string path, int connections, int rounds, int seconds)
    {
        var results = proxies.ToDictionary(proxy => proxy, _ => new List<Wrk>());
        for (var round = 0; round < rounds; round++)
            foreach (var proxy in round % 2 == 0 ? proxies : proxies.AsEnumerable().Reverse()) results[proxy].Add(await Wrk.RunAsync(proxy.Port, path, connections, seconds));
        return results.ToDictionary(each => each.Key, each => new Wrk(Median(each.Value, wrk => wrk.PerSecond), Median(each.Value, wrk => wrk.Megabytes), Median(each.Value, wrk => wrk.P50), Median(each.Value, wrk => wrk.P99)));
    }

    private static double Median(List<Wrk> results, Func<Wrk, double> value) => results.Select(value).Order().ElementAt(results.Count / 2);

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
