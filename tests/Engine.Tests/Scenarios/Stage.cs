using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Simulated;
using Workbook.Engine.Tests.Life;
using Workbook.Engine.Tests.Time;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Scenarios;

/// <summary>A whole engine on one of the backends, and the few calls of the API that scenarios make.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Embedded = "embedded";
    public const string Docker = "docker";

    public static readonly AccountRegion Scope = TestEngine.Scope;
    public static readonly NetworkConfiguration Network = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } };

    public static readonly RegisterContainerInstanceRequest Machine = new()
    {
        TotalResources =
        [
            new() { Name = "CPU", IntegerValue = 16_384 },
            new() { Name = "MEMORY", IntegerValue = 65_536 },
            new() { Name = "PORTS", StringSetValue = ["22"] },
        ],
    };

    private TaskCompletionSource _change = NewChange();

    private Stage(EcsEngine engine)
    {
        Engine = engine;
        engine.Store.Changed += (_, _) => Interlocked.Exchange(ref _change, NewChange()).TrySetResult();
    }

    public EcsEngine Engine { get; }

    /// <summary>How many containers the backend has, pause containers aside.</summary>
    public async Task<int> CountAsync() => Engine.Runtime is DockerRuntime docker
        ? (await PracticeDocker.ContainersOfAsync(docker.Identity.Id)).Count(container => !TaskCleanup.IsPause(container))
        : Engine.Simulation.Count;

    public World World => Engine.Store.Read(Scope);

    public EcsTask this[string id] => World.Tasks[id];

    /// <param name="folder">Where the engine keeps its state, so that another can follow it; it then runs on the machine's clock, else simulated time flies.</param>
    public static async Task<Stage> StartAsync(string backend, string? folder = null, DockerOptions? docker = null)
    {
        if (backend == Docker)
        {
            await PracticeDocker.NeedAsync();
            return new(await EcsEngine.StartAsync(new() { DataFolder = folder, Docker = docker ?? new() }));
        }
        var images = new ImageCatalog();
        foreach (var image in PracticeImage.All)
        {
            if (image.Simulated is { } script) images.Set(image.Repository, script);
        }
        var options = new EngineOptions { DataFolder = folder, Images = images };
        return new(await EcsEngine.StartAsync(folder is null ? options with { Clock = ClockMode.Automatic, Machine = new FakeMachine() } : options));
    }

    public static ContainerDefinition Container(string name, string image, params ValueList<string> command) =>
        new() { Name = name, Image = image, Command = command.Count == 0 ? null : command };

    public static ContainerDefinition App(PracticeImage image, params ValueList<string> command) => Container("app", image.Name, command);

    /// <summary>A container that runs a shell line on BusyBox.</summary>
    public static ContainerDefinition Shell(string line, string name = "app") => Container(name, PracticeImage.BusyBox.Name, "sh", "-c", line);

    /// <summary>A definition for Fargate.</summary>
    public static RegisterTaskDefinitionRequest Task(params ValueList<ContainerDefinition> containers) => TestEngine.Definition(containers);

    /// <summary>A definition for a container instance.</summary>
    public static RegisterTaskDefinitionRequest OnMachine(string? networkMode, params ValueList<ContainerDefinition> containers) => new()
    {
        Family = "demo",
        NetworkMode = networkMode,
        Memory = "256",
        ContainerDefinitions = containers,
    };

    public async Task<string> RunAsync(RegisterTaskDefinitionRequest definition)
    {
        Engine.Clock.Stimulate();
        return await Engine.Store.UpdateAsync(Scope, (world, now) =>
        {
            world = ClusterRules.Create(world, new()).World;
            (world, var revision) = TaskDefinitionRegistry.Register(world, definition, "me", now);
            var onFargate = definition.RequiresCompatibilities?.Contains(Compatibility.Fargate) == true;
            if (!onFargate && world.ContainerInstances.IsEmpty)
                (world, _) = InstanceRules.Register(world, Machine, ResourceIds.Random.NewId(), "i-0123456789abcdef0", now);
            var run = new RunTaskRequest
            {
                TaskDefinition = revision.Definition.TaskDefinitionArn,
                LaunchType = onFargate ? LaunchType.Fargate : LaunchType.Ec2,
                NetworkConfiguration = definition.NetworkMode == NetworkMode.Awsvpc ? Network : null,
            };
            (world, var tasks, var failures) = RunTask.Apply(world, run, [ResourceIds.Random.NewId()], now);
            failures.Should().BeEmpty();
            return (world, tasks.Single().Id);
        });
    }

    /// <summary>Runs a task until it is RUNNING.</summary>
    public async Task<EcsTask> RunningAsync(RegisterTaskDefinitionRequest definition)
    {
        var task = await UntilAsync(await RunAsync(definition), EcsTaskStatus.Running);
        task.IsWanted.Should().BeTrue("{0}", task);
        await ReadyAsync(task);
        return task;
    }

    /// <summary>Waits until real servers are ready to be sent a signal.</summary>
    public async Task ReadyAsync(EcsTask task)
    {
        if (Engine.Runtime is not DockerRuntime) return;
        foreach (var container in task.Containers.Where(container => container.RuntimeId is not null && PracticeImage.SaysReady(container.Image)))
            await PracticeDocker.PrintedAsync(container.RuntimeId!, PracticeImage.Ready);
    }

    /// <summary>Runs a task until it is STOPPED by itself.</summary>
    public async Task<EcsTask> LivedAsync(RegisterTaskDefinitionRequest definition) => await UntilAsync(await RunAsync(definition), EcsTaskStatus.Stopped);

    /// <summary>Asks for the stop of a task.</summary>
    public async Task StopAsync(string id)
    {
        Engine.Clock.Stimulate();
        await Engine.Store.UpdateAsync(Scope, (world, now) => StopTask.Apply(world, new() { Task = id }, now));
    }

    /// <summary>Stops a task and waits until it is STOPPED.</summary>
    public async Task<EcsTask> StoppedAsync(string id)
    {
        await StopAsync(id);
        return await UntilAsync(id, EcsTaskStatus.Stopped);
    }

    /// <summary>Ends a container from outside.</summary>
    public void Kill(string id, string container = "app")
    {
        Engine.Clock.Stimulate();
        Engine.Runtime.Kill(Scope, id, container, 137, null).Should().BeTrue();
    }

    public async Task<EcsTask> UntilAsync(string id, EcsTaskStatus status)
    {
        await UntilAsync(world => world.Tasks[id].LastStatus >= status);
        return this[id];
    }

    /// <summary>Waits until the World is so; it is looked at whenever it changes.</summary>
    public async Task UntilAsync(Func<World, bool> isSo)
    {
        try
        {
            await LookAsync().WaitAsync(Patience.Longest);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"It never came to it: {string.Join("; ", World.Tasks.Values)}");
        }

        async Task LookAsync()
        {
            while (true)
            {
                var change = Volatile.Read(ref _change).Task;
                if (isSo(World)) return;
                await change;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Engine.Failure.Should().BeNull();
        (Engine.Runtime as DockerRuntime)?.Failure.Should().BeNull();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
