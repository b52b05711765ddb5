using System.Text.RegularExpressions;

namespace Workbook.Cli.Tests.Lessons;

/// <summary>Nothing that a lesson shows depends on when and how often it is run, but the port that the endpoint found free.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed partial class LessonRepeatTests
{
    [TestCaseSource(typeof(Lesson), nameof(Lesson.All))]
    public async Task A_lesson_shows_the_same_in_every_run(Lesson lesson)
    {
        var first = await lesson.RunAsync();
        var second = await lesson.RunAsync();

        (first.ExitCode, second.ExitCode).Should().Be((0, 0), "the runs said {0}{1}", first.Output, second.Output);
        first.Outputs.Should().Contain(outputs => outputs.Contains("image/svg+xml"), "a lesson shows pictures of what happens");
        for (var cell = 0; cell < first.Outputs.Count; cell++) Endpoint().Replace(second.Outputs[cell], "").Should().Be(Endpoint().Replace(first.Outputs[cell], ""), "cell {0} shows the same again", cell + 1);
    }

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex Endpoint();
}
