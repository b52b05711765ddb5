using Workbook.Cli.Commands;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;

namespace Workbook.Exercises.Tests;

/// <summary>The course as it stands: complete, stubs worth nothing, solutions worth everything.</summary>
public sealed class CourseTests
{
    private static readonly string Root = Checkout.Root;
    private static readonly ExerciseCatalog Catalog = Checkout.Catalog;
    private static readonly Lazy<Grader> Grader = new(() => GradeCommand.CreateGrader(Root, Catalog, "embedded"));

    private static IEnumerable<string> Names() => Catalog.Exercises.Select(exercise => exercise.Name);

    [Test]
    public void Files_checks_and_catalogue_agree() =>
        CatalogCheck.Problems(Catalog, Root, new CheckRunner(typeof(Checks.ClusterChecks).Assembly).Names()).Should().BeEmpty();

    [TestCaseSource(nameof(Names))]
    public async Task Stub_scores_nothing(string name)
    {
        var result = await Grader.Value.GradeAsync(Catalog.Find(name).Single(), Path.Combine(Root, "exercises"));

        result.NotGraded.Should().BeNull();
        result.Score.Should().Be(0);
        result.Checks.Should().OnlyContain(check => !check.Passed && check.Message!.StartsWith("Expected ") && check.Message.Contains("but found") && check.Hint!.Length > 0);
        result.Output.Should().Contain("NotImplementedException", "a stub says what to do");
    }

    [TestCaseSource(nameof(Names))]
    public async Task Solution_scores_full(string name)
    {
        var result = await Grader.Value.GradeAsync(Catalog.Find(name).Single(), Path.Combine(Root, "solutions"));

        result.NotGraded.Should().BeNull();
        result.Checks.Where(check => !check.Passed).Should().BeEmpty();
        result.Score.Should().Be(result.MaxScore);
    }
}
