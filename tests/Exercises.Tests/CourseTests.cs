using Workbook.Cli.Grading;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;

namespace Workbook.Exercises.Tests;

/// <summary>The course as it stands: complete, stubs worth nothing, solutions worth everything, wrong submissions found for what is wrong.</summary>
public sealed class CourseTests
{
    private static readonly string Root = Checkout.Root;
    private static readonly ExerciseCatalog Catalog = Checkout.Catalog;

    private static IEnumerable<CourseCase> Cases() => CourseCheck.Cases(Root, Catalog);

    [Test]
    public void Files_checks_and_catalogue_agree() =>
        CatalogCheck.Problems(Catalog, Root, new CheckRunner(typeof(Checks.ClusterChecks).Assembly).Names()).Should().BeEmpty();

    [Test]
    public async Task Each_exercise_has_wrong_submissions() => new CourseCheck(Root, Catalog, await SharedGraders.PatientAsync()).Gaps().Should().BeEmpty();

    [TestCaseSource(nameof(Cases))]
    [Parallelizable(ParallelScope.Self)]
    public async Task Is_graded_as_it_should_be(CourseCase each) =>
        (await new CourseCheck(Root, Catalog, await SharedGraders.PatientAsync()).ProblemsAsync(each)).Should().BeEmpty();
}
