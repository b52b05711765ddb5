using System.Diagnostics;

namespace Workbook.Benchmarks.Grading;

/// <summary>
/// What learners and instructors wait for: all exercises graded in one go, the answer to a saved file, and a class of submissions against what an
/// instructor would do without a grader: put each submission into a checkout and run <c>dotnet test</c> there.
/// </summary>
internal static class GradingBenchmark
{
    private const int Rounds = 3;
    private const int Saves = 7;
    private const int Looks = 4;

    /// <param name="binary">workbook.dll of a Release build.</param>
    /// <param name="students">How many full submissions the class has.</param>
    /// <param name="flat">How many submissions of one exercise show whether memory grows.</param>
    public static async Task<int> RunAsync(FileInfo binary, int students, int flat)
    {
        using var course = CourseCopy.Of(Directory.GetCurrentDirectory());
        var workbook = new WorkbookCommand(binary, course.Root);

        var all = new List<double>();
        for (var round = 0; round < Rounds; round++) all.Add(await workbook.TimeAsync("grade", "--submission", "solutions"));
        Console.WriteLine($"all solutions in one go: {all.Median():N1} s (median of {Rounds})");

        var (first, saves) = await WatchRun.MeasureAsync(workbook, course, "FirstTask", Saves);
        Console.WriteLine($"watch: {first:N1} s from its start to the first result, {saves.Median():N2} s from a save to its result (median of {Saves}, slowest {saves.Max():N2} s)");

        var one = await DotnetTestAsync(course);
        Console.WriteLine($"dotnet test of one submission in a checkout that is built: {one:N1} s");
        var (perStudent, _) = await ClassAsync(workbook, course, students, exercise: null);
        Console.WriteLine($"class of {students}: {perStudent:N2} s a submission, {one / perStudent:N1} times faster");

        var (_, memory) = await ClassAsync(workbook, course, flat, "FirstTask");
        Console.WriteLine($"memory of the grader over {flat} submissions of one exercise, MiB after each {flat / Looks}: {string.Join(", ", memory.Select(each => $"{each:N0}"))}");
        return 0;
    }

    private static async Task<(double SecondsEach, IReadOnlyList<double> Memory)> ClassAsync(WorkbookCommand workbook, CourseCopy course, int students, string? exercise)
    {
        var (submissions, reports) = (course.HandIn(students), Directory.CreateDirectory(Path.Combine(course.Root, $"grades-{exercise ?? "all"}")));
        string?[] arguments = ["grade-all", submissions, exercise, "--jobs", "2", "--out", reports.FullName];
        var watch = Stopwatch.StartNew();
        using var process = workbook.Start([.. arguments.OfType<string>()]);
        var output = process.StandardOutput.ReadToEndAsync();
        var ended = process.WaitForExitAsync();
        var memory = new List<double>();
        while (!ended.IsCompleted)
        {
            if (reports.GetFiles("*.json").Length >= (memory.Count + 1) * students / Looks) memory.Add(ProcessMemory.Resident(process.Id));
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System));
        }
        if (process.ExitCode != 0) throw new InvalidOperationException($"grade-all ended with {process.ExitCode}:\n{await output}");
        return (watch.Elapsed.TotalSeconds / students, memory);
    }

    private static async Task<double> DotnetTestAsync(CourseCopy course)
    {
        string[] arguments = ["test", Path.Combine("tests", "Exercises.Tests"), "-c", "Release", "--filter", "FullyQualifiedName~Exercises.Tests.Checks"];
        await RunAsync(["build", .. arguments[1..4]]);
        course.HandInHere();
        var watch = Stopwatch.StartNew();
        await RunAsync(arguments);
        return watch.Elapsed.TotalSeconds;

        async Task RunAsync(string[] what)
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", what) { WorkingDirectory = course.Root, RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) throw new InvalidOperationException($"dotnet {string.Join(' ', what)}:\n{output}");
        }
    }
}
