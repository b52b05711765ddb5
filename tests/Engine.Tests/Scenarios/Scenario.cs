
namespace Workbook.Engine.Tests.Scenarios;

/// <summary>Stories that are told once and come out alike on every backend.</summary>
[TestFixture(Stage.Embedded)]
[TestFixture(Stage.Docker, Category = "Docker")]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class Scenario(string backend)
{
    private Stage? _stage;

    protected string Backend => backend;

    protected Stage Stage => _stage!;

    [SetUp]
    public async Task BeginAsync() => _stage = await Stage.StartAsync(backend);

    [TearDown]
    public async Task EndAsync()
    {
        if (_stage is not null) await _stage.DisposeAsync();
    }
}
