using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker;

/// <summary>Tests that only a real Docker Engine can answer, each on an engine of its own.</summary>
[Category("Docker")]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class RealContainers
{
    private Stage? _stage;

    protected Stage Stage => _stage!;

    protected string EngineId => ((DockerRuntime)Stage.Engine.Runtime).Identity.Id;

    protected virtual DockerOptions Options => new();

    [SetUp]
    public async Task BeginAsync() => _stage = await Stage.StartAsync(Stage.Docker, docker: Options);

    [TearDown]
    public async Task EndAsync()
    {
        if (_stage is not null) await _stage.DisposeAsync();
    }

    /// <summary>A container that does what the line says and then idles.</summary>
    protected static ContainerDefinition Doing(string line, string name = "app") => Stage.Shell($"{line}; echo .; exec tail -f /dev/null", name);

    /// <summary>What a container of <see cref="Doing"/> prints, line by line.</summary>
    protected static async Task<string[]> LinesAsync(EcsTask task, string container = "app") =>
        (await PracticeDocker.PrintedAsync(task.Container(container).RuntimeId!, "."))[..^2].Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs a task and gives what its container prints.</summary>
    protected async Task<string[]> LinesAsync(RegisterTaskDefinitionRequest definition, string container = "app") =>
        await LinesAsync(await Stage.RunningAsync(definition), container);

    protected static Task<ContainerInspectResponse> InspectAsync(EcsTask task, string container = "app") =>
        PracticeDocker.Client.Containers.InspectContainerAsync(task.Container(container).RuntimeId!);

    protected static async Task<string> GetAsync(string address)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(address));
    }
}
