using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Workbook.Benchmarks.Classes;
using Workbook.Benchmarks.Grading;

namespace Workbook.Benchmarks;

/// <summary>
/// A class in workshop mode: everybody opens a lesson at the same time, then works through it with pauses to read and think, and at last all run a cell at the
/// same moment, as when the instructor says "now".
/// </summary>
internal static class ClassBenchmark
{
    private const int Rounds = 5;
    private const int LeastPause = 2_000;
    private const int LongestPause = 10_000;

    public static async Task<int> RunAsync(FileInfo binary, int learners, string lesson)
    {
        using var course = CourseCopy.Of(Environment.CurrentDirectory);
        using var workbook = Process.Start(new ProcessStartInfo("dotnet", [binary.FullName, "open", "--workshop", "--learners", learners.ToString(CultureInfo.InvariantCulture), "--port", "0", "--no-browser"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = course.Root,
        })!;
        var crowd = new List<ClassLearner>();
        try
        {
            var (site, code) = await ReadAsync(workbook);
            var alone = ProcessMemory.Proportional(workbook.Id);
            await OpenAsync(crowd, site, code, learners, lesson);
            var cells = Cells(Path.Combine(course.Root, "notebooks", lesson + ".ipynb"));
            var problems = Print("a cell of the lesson", await Task.WhenAll(crowd.Select((learner, seed) => WorkAsync(learner, cells, seed))));
            for (var round = 0; round < Rounds; round++) problems += Print("a small cell that all run at once", [await Task.WhenAll(crowd.Select(learner => learner.RunAsync(cells[0].Id, "1 + 1")))]);
            var kernels = ProcessMemory.Tree(workbook.Id).Where(id => id != workbook.Id).Sum(ProcessMemory.Proportional);
            var host = ProcessMemory.Proportional(workbook.Id);
            Console.WriteLine($"memory: the host {host:N0} MiB ({alone:N0} before anybody joined), kernels {kernels:N0} MiB; {(host - alone + kernels) / learners:N0} MiB a learner");
            return problems == 0 ? 0 : 1;
        }
        finally
        {
            foreach (var learner in crowd) learner.Dispose();
            workbook.Kill(entireProcessTree: true);
            await workbook.WaitForExitAsync();
        }
    }

    private static async Task<(Uri Site, string Code)> ReadAsync(Process workbook)
    {
        var (site, code) = ("", "");
        while (code.Length == 0 && await workbook.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("?token=", StringComparison.Ordinal)) site = line.Split(' ')[^1];
            if (line.Contains("with the code ", StringComparison.Ordinal)) code = line.Split("with the code ")[1][..9];
        }
        return (new(site), code);
    }

    private static async Task OpenAsync(List<ClassLearner> crowd, Uri site, string code, int learners, string lesson)
    {
        for (var number = 1; number <= learners; number++)
        {
            var learner = new ClassLearner(site);
            crowd.Add(learner);
            await learner.JoinAsync(code, $"Learner {number}");
        }
        var watch = Stopwatch.StartNew();
        var ready = await Task.WhenAll(crowd.Select(async learner =>
        {
            await learner.OpenAsync(lesson);
            return watch.Elapsed.TotalSeconds;
        }));
        Console.WriteLine($"{learners} learners open a lesson at once: a kernel is ready after {ready.Median():N1} s (median), the last after {ready.Max():N1} s");
    }

    private static async Task<(TimeSpan, string?)[]> WorkAsync(ClassLearner learner, IReadOnlyList<(string Id, string Source)> cells, int seed)
    {
        var pauses = new Random(seed);
        var times = new List<(TimeSpan, string?)>();
        foreach (var (id, source) in cells)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(pauses.Next(LeastPause, LongestPause)), TimeProvider.System);
            times.Add(await learner.RunAsync(id, source));
        }
        return [.. times];
    }

    private static int Print(string what, (TimeSpan Elapsed, string? Problem)[][] runs)
    {
        var times = runs.SelectMany(each => each).Select(each => each.Elapsed.TotalMilliseconds).Order().ToList();
        var problems = runs.SelectMany(each => each).Select(each => each.Problem).OfType<string>().ToList();
        Console.WriteLine($"{what}: {times.Median():N0} ms (median of {times.Count}), 95 % under {times[times.Count * 95 / 100]:N0} ms, slowest {times[^1]:N0} ms, {problems.Count} failed");
        foreach (var problem in problems.Take(3)) Console.WriteLine(problem);
        return problems.Count;
    }

    private static List<(string Id, string Source)> Cells(string notebook)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(notebook));
        return [.. json.RootElement.GetProperty("cells").EnumerateArray().Where(cell => cell.GetProperty("cell_type").GetString() == "code")
            .Select(cell => (cell.GetProperty("id").GetString()!, string.Concat(cell.GetProperty("source").EnumerateArray().Select(line => line.GetString()))))];
    }
}
