using System.Diagnostics;

namespace Workbook.Benchmarks.Grading;

/// <summary><c>workbook watch</c>, and a learner who saves again and again.</summary>
internal static class WatchRun
{
    /// <returns>Seconds to the first result, and from each save to its result.</returns>
    public static async Task<(double First, List<double> Saves)> MeasureAsync(WorkbookCommand workbook, CourseCopy course, string exercise, int saves)
    {
        var file = Directory.GetFiles(Path.Combine(course.Root, "exercises"), $"{exercise}.cs", SearchOption.AllDirectories).Single();
        var text = await File.ReadAllTextAsync(file.Replace($"{Path.DirectorySeparatorChar}exercises{Path.DirectorySeparatorChar}", $"{Path.DirectorySeparatorChar}solutions{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        await File.WriteAllTextAsync(file, text);
        var watch = Stopwatch.StartNew();
        using var process = workbook.Start("watch", exercise);
        try
        {
            await LineAsync(process, "graded in");
            var first = watch.Elapsed.TotalSeconds;
            await LineAsync(process, "to be saved");
            var seconds = new List<double>();
            for (var save = 0; save < saves; save++)
            {
                watch.Restart();
                await File.WriteAllTextAsync(file, $"{text}// saved {save} times\n");
                await LineAsync(process, "graded in");
                seconds.Add(watch.Elapsed.TotalSeconds);
            }
            return (first, seconds);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static async Task LineAsync(Process process, string part)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(part, StringComparison.Ordinal)) return;
        }
        throw new InvalidOperationException($"workbook watch ended without '{part}'.");
    }
}
