using Docker.DotNet;

namespace Workbook.Cli.Tests.Lessons;

/// <summary>The lessons on real containers.</summary>
[Category("Docker")]
[Parallelizable(ParallelScope.Children)]
internal sealed class LessonDockerTests
{
    private StandInImages? _images;

    [OneTimeSetUp]
    public async Task MakeImagesAsync() => _images = await StandInImages.MakeAsync();

    [OneTimeTearDown]
    public async Task RemoveImagesAsync()
    {
        if (_images is not null) await _images.DisposeAsync();
    }

    private static IEnumerable<Lesson> Lessons => Lesson.All.Where(lesson => lesson.IsForDocker);

    [TestCaseSource(nameof(Lessons))]
    public async Task A_lesson_runs_on_Docker(Lesson lesson)
    {
        var (exitCode, output, _) = await lesson.RunAsync("--backend", "docker");

        exitCode.Should().Be(0, "the run said {0}", output);
    }
}
