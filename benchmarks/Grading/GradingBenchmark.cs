using System.Diagnostics;

namespace Workbook.Benchmarks.Grading;

/// <summary>
/// What learners and instructors wait for: all exercises graded in one go, the answer to a saved file, and a class of submissions against what an
/// instructor would do without a grader: <c>dotnet test</c> for each, in a checkout of the student's as a runner of CI gets it, or with the student's files
/// put into one checkout that is built already.
/// </summary>
internal static class GradingBenchmark
{
    private const int Rounds = 3;
    private const int Saves = 7;
    private const int Looks = 4;
    private const string Checks = "FullyQualifiedName~Exercises.Tests.Checks";
    private static readonly string[] Tests = ["test", Path.Combine("tests", "Exercises.Tests"), "-c", "Release"];

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

        var fresh = await FreshCheckoutAsync();
        var built = await DotnetTestAsync(course);
        Console.WriteLine($"dotnet test of one submission: {fresh:N1} s in a checkout of its own, {built:N1} s in one that is built");
        var (perStudent, _) = await ClassAsync(workbook, course, students, exercise: null);
        Console.WriteLine($"class of {students}: {perStudent:N2} s a submission, {fresh / perStudent:N1} and {built / perStudent:N1} times faster");

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

    private static async Task<double> FreshCheckoutAsync()
    {
        var watch = Stopwatch.StartNew();
        using var checkout = CourseCopy.Of(Directory.GetCurrentDirectory());
        await RunAsync(checkout, [.. Tests, "--filter", Checks]);
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> DotnetTestAsync(CourseCopy course)
    {
        await RunAsync(course, ["build", .. Tests[1..]]);
        course.HandInHere();
        var watch = Stopwatch.StartNew();
        await RunAsync(course, [.. Tests, "--filter", Checks]);
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task RunAsync(CourseCopy course, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = course.Root, RedirectStandardOutput = true };
        // What is built belongs to that checkout.
        start.Environment.Remove("WORKBOOK_ARTIFACTS");
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)}:\n{output}");
    }
}
