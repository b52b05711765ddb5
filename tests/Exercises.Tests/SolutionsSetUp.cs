using Workbook.Learning.Grading;

namespace Workbook.Exercises.Tests.Checks;

/// <summary>Under <c>dotnet test</c> the checks run as they are, one test per requirement, each fixture on its solution.</summary>
[SetUpFixture]
public sealed class SolutionsSetUp
{
    private readonly List<GradingRun> _runs = [];

    [OneTimeSetUp]
    public void GradeSolutions()
    {
        GradingSession.Outside = async exercise =>
        {
            var run = await (await SharedGraders.PatientAsync()).OpenAsync(Checkout.Catalog.Find(exercise).Single(), Path.Combine(Checkout.Root, "solutions"));
            _runs.Add(run);
            return run.Session;
        };
    }

    [OneTimeTearDown]
    public async Task CloseClusters()
    {
        GradingSession.Outside = null;
        foreach (var run in _runs) await run.DisposeAsync();
    }
}
