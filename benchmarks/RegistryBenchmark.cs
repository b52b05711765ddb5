using System.Diagnostics;
using System.Globalization;
using Workbook.Benchmarks.Registries;

namespace Workbook.Benchmarks;

/// <summary>
/// Pushing and pulling an image of 100 MB and one of 200 small layers, against Debian's <c>docker-registry</c> in turns in one
/// run, with the same client; and the server's memory while a blob of 1 GB streams in and out.
/// </summary>
internal static class RegistryBenchmark
{
    private const int Rounds = 5;
    private const int Megabyte = 1_000_000;

    public static async Task RunAsync()
    {
        await using var workbook = await RegistryProcess.WorkbookAsync();
        await using var reference = await RegistryProcess.ReferenceAsync();
        Console.WriteLine("| | workbook | docker-registry | of docker-registry |");
        Console.WriteLine("|---|---|---|---|");
        await CompareAsync("an image of 100 MB", 1, 100 * Megabyte);
        await CompareAsync("an image of 200 layers of 10 KB", 200, 10_000);
        Console.WriteLine();
        Console.WriteLine("| memory, resident | before | most while 1 GB came in | most while 1 GB went out |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var registry in (RegistryProcess[])[workbook, reference]) await MeasureMemoryAsync(registry);

        async Task CompareAsync(string what, int layers, int size)
        {
            var times = new Dictionary<(RegistryProcess Registry, string Way), List<double>>();
            for (var round = 0; round <= Rounds; round++)
            {
                var image = new SampleImage(layers, size, seed: (layers * 1000) + round);
                foreach (var registry in round % 2 == 0 ? [workbook, reference] : (RegistryProcess[])[reference, workbook])
                {
                    var push = await TimeAsync(() => registry.Client.PushAsync(image));
                    var pull = await TimeAsync(() => registry.Client.PullAsync(image));
                    // The first round warms up.
                    if (round == 0) continue;
                    Add(registry, "push", push);
                    Add(registry, "pull", pull);
                }
            }
            foreach (var way in (string[])["push", "pull"])
            {
                var (mine, theirs) = (times[(workbook, way)].Median(), times[(reference, way)].Median());
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {way} {what} | {mine:N0} ms | {theirs:N0} ms | {mine / theirs:N2} |"));
            }

            void Add(RegistryProcess registry, string way, double time)
            {
                if (!times.TryGetValue((registry, way), out var list)) times[(registry, way)] = list = [];
                list.Add(time);
            }
        }
    }

    private static async Task MeasureMemoryAsync(RegistryProcess registry)
    {
        var image = new SampleImage(1, 1000 * Megabyte, seed: 1);
        var before = registry.ResidentMegabytes();
        var push = await registry.MostMegabytesWhileAsync(() => registry.Client.PushAsync(image));
        var pull = await registry.MostMegabytesWhileAsync(() => registry.Client.PullAsync(image));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {registry.Name} | {before} MB | {push} MB | {pull} MB |"));
    }

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed.TotalMilliseconds;
    }
}
