using Workbook.Engine.Runtimes.Simulated;
using Workbook.Engine.State;
using Workbook.Engine.Tests.Store;
using Workbook.Engine.Tests.Time;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Life;

/// <summary>A whole engine with simulated containers, and the few calls of the API that tests make.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    public static readonly AccountRegion Scope = new("123456789012", "us-east-1");

    private static readonly NetworkConfiguration Network = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } };

    private TestEngine(EcsEngine engine, FakeMachine machine)
    {
        Engine = engine;
        Machine = machine;
    }

    public EcsEngine Engine { get; }

    public FakeMachine Machine { get; }

    public static async Task<TestEngine> StartAsync(ClockMode mode, IJournal? journal = null, TimeSpan later = default, ImageCatalog? images = null)
    {
        var machine = new FakeMachine();
        machine.Move(later);
        var options = new EngineOptions { Clock = mode, Machine = machine, Images = images ?? new() };
        return new(await EcsEngine.StartAsync(options, journal ?? new MemoryJournal()), machine);
    }

    /// <summary>How long the engine's clock has run since the machine's beginning.</summary>
    public TimeSpan Elapsed => Engine.Clock.GetUtcNow() - FakeMachine.Start;

    public static RegisterTaskDefinitionRequest Definition(params ValueList<ContainerDefinition> containers) => new()
    {
        Family = "demo",
        NetworkMode = NetworkMode.Awsvpc,
        RequiresCompatibilities = [Compatibility.Fargate],
        Cpu = "256",
        Memory = "512",
        ExecutionRoleArn = "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
        ContainerDefinitions = containers,
    };

    public static ContainerDefinition App(string image, params ValueList<string> command) =>
        new() { Name = "app", Image = image, Command = command.Count == 0 ? null : command };

    /// <summary>Runs one task on Fargate in the default cluster.</summary>
    public async Task<string> RunAsync(RegisterTaskDefinitionRequest definition, string? id = null)
    {
        Engine.Clock.Stimulate();
        return await Engine.Store.UpdateAsync(Scope, (world, now) =>
        {
            world = ClusterRules.Create(world, new()).World;
            (world, var revision) = TaskDefinitionRegistry.Register(world, definition, "me", now);
            var run = new RunTaskRequest { TaskDefinition = revision.Definition.TaskDefinitionArn, LaunchType = LaunchType.Fargate, NetworkConfiguration = Network };
            (world, var tasks, _) = RunTask.Apply(world, run, [id ?? ResourceIds.Random.NewId()], now);
            return (world, tasks.Single().Id);
        });
    }

    public Task<string> RunAsync(string image, params ValueList<string> command) => RunAsync(Definition(App(image, command)));

    public async Task StopAsync(string id)
    {
        Engine.Clock.Stimulate();
        await Engine.Store.UpdateAsync(Scope, (world, now) => StopTask.Apply(world, new() { Task = id }, now));
    }

    public EcsTask this[string id] => Engine.Store.Read(Scope).Tasks[id];

    public EcsTaskStatus StatusOf(string id) => this[id].LastStatus;

    public Task RestAsync() => Engine.Clock.RestAsync().WaitAsync(Patience.Longest);

    public Task AdvanceAsync(TimeSpan by) => Engine.Clock.AdvanceAsync(by).WaitAsync(Patience.Longest);

    public Task AdvanceAsync(int milliseconds) => AdvanceAsync(TimeSpan.FromMilliseconds(milliseconds));

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Engine.Failure.Should().BeNull();
    }
}
