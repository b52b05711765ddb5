using Workbook.Cli.Grading;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;

namespace Workbook.Exercises.Tests;

/// <summary>Progress, task texts, resetting and comparing.</summary>
public sealed class LearnerCommandTests
{
    private DirectoryInfo _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("workbook-learner-");

    [TearDown]
    public void DeleteFolder() => _folder.Delete(recursive: true);

    [Test]
    public void Progress_keeps_the_best_score()
    {
        var exercise = Submission.Exercise("FirstTask");
        LearnerProgress.Load(_folder.FullName).With([Result(6)]).Save();
        LearnerProgress.Load(_folder.FullName).With([Result(3)]).Save();

        LearnerProgress.Load(_folder.FullName).Of(exercise).Should().Be(new LearnerProgress.Best(6, 10));
        File.ReadAllText(Path.Combine(_folder.FullName, LearnerProgress.Place)).Should().Be("{\n  \"FirstTask\": {\n    \"score\": 6,\n    \"maxScore\": 10\n  }\n}");
    }

    [Test]
    public void What_was_not_graded_is_no_progress()
    {
        LearnerProgress.Load(_folder.FullName).With([Result(0) with { NotGraded = "No cluster." }]).Of(Submission.Exercise("FirstTask")).Should().BeNull();
    }

    [Test]
    public void A_progress_file_that_cannot_be_read_begins_anew()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, ".workbook"));
        File.WriteAllText(Path.Combine(_folder.FullName, LearnerProgress.Place), "[");

        LearnerProgress.Load(_folder.FullName).Of(Submission.Exercise("FirstTask")).Should().BeNull();
    }

    [Test]
    public void The_task_is_the_docstring_of_the_class() => TaskText.Paragraphs("<summary>\n Two <c>things</c>:\n <list type=\"number\">\n <item>One\n goes on.</item>\n <item>Two &amp; three.</item>\n </list>\n The end.\n </summary>")
        .Should().Equal((false, "Two things:"), (true, "One goes on."), (true, "Two & three."), (false, "The end."));

    [Test]
    public async Task The_file_that_the_course_gives_out_is_found_in_its_history() =>
        (await CourseFiles.StubAsync(Checkout.Root, Submission.Exercise("FirstTask"), CancellationToken.None)).Should().Contain("NotImplementedException").And.Contain("class FirstTask");

    private static ExerciseResult Result(int score)
    {
        var exercise = Submission.Exercise("FirstTask");
        return new() { Exercise = exercise, Checks = [new("A", "", score, CheckStatus.Passed, null, null), new("B", "", 10 - score, CheckStatus.Missing, null, null)] };
    }
}
