using Workbook.Engine.Time;
using Workbook.Learning.Notebooks;
using Workbook.Server;

namespace Workbook.Cli.Tests.Lessons;

/// <summary>Every lesson runs in a kernel that can do no harm, as it does without.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class LessonSandboxTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [TestCaseSource(typeof(Lesson), nameof(Lesson.All))]
    public async Task A_lesson_runs_in_a_sandbox(Lesson lesson)
    {
        var folder = Path.GetDirectoryName(lesson.Path)!;
        var (sandbox, why) = await BubblewrapKernelSandbox.TryCreateAsync(new() { Folders = [folder] }, default);
        if (sandbox is null) Assert.Ignore(why);
        await using var aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Automatic, ReachesOthers = false } });
        var launch = new KernelLaunch
        {
            FileName = "dotnet",
            Arguments = [Path.Combine(AppContext.BaseDirectory, "workbook.dll"), KernelHost.Command],
            WorkingDirectory = folder,
            Environment = new Dictionary<string, string?> { ["AWS_ENDPOINT_URL"] = aws.Endpoint.ToString() },
            Options = new() { BaseDirectory = folder, References = [Path.Combine(AppContext.BaseDirectory, "Workbook.Lab.dll"), .. Directory.EnumerateFiles(AppContext.BaseDirectory, "AWSSDK.*.dll")] },
            Sandbox = sandbox!.WithPorts(() => aws.Listeners.Select(listener => listener.Port)),
        };
        await using var kernel = await KernelProcess.StartAsync(launch);

        var result = await NotebookRunner.RunAsync(NotebookFile.Read(lesson.Path), kernel, new() { CellTimeout = Patience });

        result.Failure.Should().BeNull("cell {0} said {1}", result.Failure?.Cell.Number, string.Join('\n', result.Failure?.Error.Traceback ?? []));
    }
}
