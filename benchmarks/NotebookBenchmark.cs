using System.Diagnostics;
using System.Globalization;
using Workbook.Learning.Notebooks;

namespace Workbook.Benchmarks;

/// <summary>Notebooks as a reader meets them: the first cell after the kernel's start, cells after that, and every lesson with the memory that it takes.</summary>
internal static class NotebookBenchmark
{
    private const int Rounds = 7;
    private const int Warmup = 40;
    private const int Cells = 200;

    public static async Task<int> RunAsync(FileInfo binary, DirectoryInfo notebooks)
    {
        var first = new List<double>();
        var library = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            first.Add(await FirstCellAsync(binary, "40 + 2"));
            library.Add(await FirstCellAsync(binary, "using Workbook;\nusing Amazon.ECS.Model;\nvar request = new RunTaskRequest { Cluster = \"c\", Count = 2 };\nrequest.Count"));
        }
        Console.WriteLine($"first cell after the kernel's start: {first.Median():N2} s for `40 + 2`, {library.Median():N2} s with the AWS SDK (median of {Rounds})");
        var warm = await WarmCellsAsync(binary);
        Console.WriteLine($"a cell after {Warmup} others: {warm.Median():N1} ms (median of {Cells}), 99 % under {warm.Order().ElementAt(Cells * 99 / 100):N1} ms");
        return await LessonsAsync(binary, notebooks);
    }

    private static async Task<double> FirstCellAsync(FileInfo binary, string code)
    {
        var watch = Stopwatch.StartNew();
        await using var kernel = await KernelProcess.StartAsync(Launch(binary));
        await OkAsync(kernel, code);
        return watch.Elapsed.TotalSeconds;
    }

    // Each is other code, and goes to the kernel's process and back.
    private static async Task<List<double>> WarmCellsAsync(FileInfo binary)
    {
        await using var kernel = await KernelProcess.StartAsync(Launch(binary));
        var milliseconds = new List<double>();
        for (var cell = 0; cell < Warmup + Cells; cell++)
        {
            var watch = Stopwatch.StartNew();
            await OkAsync(kernel, cell == 0 ? "var sum = 0;" : string.Create(CultureInfo.InvariantCulture, $"sum += {cell};\nsum"));
            if (cell >= Warmup) milliseconds.Add(watch.Elapsed.TotalMilliseconds);
        }
        return milliseconds;
    }

    private static async Task<int> LessonsAsync(FileInfo binary, DirectoryInfo notebooks)
    {
        Console.WriteLine("\n| lesson | seconds | front end and engine, MiB | kernel, MiB |\n|---|---|---|---|");
        var (all, failed) = (0.0, 0);
        foreach (var lesson in notebooks.GetFiles("*.ipynb").OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            var watch = Stopwatch.StartNew();
            using var process = Process.Start(new ProcessStartInfo("dotnet", [binary.FullName, "run", lesson.FullName]) { RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEndAsync();
            var ended = process.WaitForExitAsync();
            var peaks = (Front: 0.0, Kernel: 0.0);
            while (!ended.IsCompleted)
            {
                peaks = (Math.Max(peaks.Front, ProcessMemory.Peak(process.Id)), Math.Max(peaks.Kernel, ProcessMemory.Children(process.Id).Sum(ProcessMemory.Peak)));
                await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System));
            }
            var seconds = watch.Elapsed.TotalSeconds;
            all += seconds;
            if (process.ExitCode != 0) failed++;
            Console.WriteLine($"| {Path.GetFileNameWithoutExtension(lesson.Name)} | {seconds:N1} | {peaks.Front:N0} | {peaks.Kernel:N0} |");
            if (process.ExitCode != 0) Console.WriteLine(await output);
        }
        Console.WriteLine($"| all | {all:N1} | | |");
        return failed == 0 ? 0 : 1;
    }

    private static KernelLaunch Launch(FileInfo binary) => new()
    {
        FileName = "dotnet",
        Arguments = [binary.FullName, KernelHost.Command],
        Options = new() { References = [Path.Combine(binary.DirectoryName!, "Workbook.Lab.dll"), .. Directory.GetFiles(binary.DirectoryName!, "AWSSDK.*.dll")] },
    };

    private static async Task OkAsync(KernelProcess kernel, string code)
    {
        var outcome = await kernel.ExecuteAsync(new CellCode(code, "cell"), new CellFront(_ => { }), CancellationToken.None);
        if (outcome.Error is { } error) throw new InvalidOperationException(error.Message);
    }
}
