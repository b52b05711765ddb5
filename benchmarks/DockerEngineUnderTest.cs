using System.Diagnostics;
using Workbook.Engine;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Benchmarks;

/// <summary>An engine on Docker with room for everything, and the few calls that are measured.</summary>
internal sealed class DockerEngineUnderTest : IAsyncDisposable
{
    private static readonly AccountRegion Scope = new("123456789012", "us-east-1");
    /// <summary>A shell's sleep ignores SIGTERM; it is not the stop that is measured.</summary>
    private const int StopTimeout = 2;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(2);

    private readonly EcsEngine _engine;

    private DockerEngineUnderTest(EcsEngine engine) => _engine = engine;

    public static async Task<DockerEngineUnderTest> StartAsync(string image)
    {
        var engine = await EcsEngine.StartAsync(new() { Clock = ClockMode.Real, Docker = new DockerOptions() });
        await engine.Store.UpdateAsync(Scope, (world, now) =>
        {
            world = ClusterRules.Create(world, new()).World;
            (world, _) = InstanceRules.Register(world, new()
            {
                TotalResources = [new() { Name = "CPU", IntegerValue = 1_000_000 }, new() { Name = "MEMORY", IntegerValue = 1_000_000 }],
            }, ResourceIds.Random.NewId(), ResourceIds.Random.NewInstanceId(), now);
            (world, _) = TaskDefinitionRegistry.Register(world, new()
            {
                Family = NetworkMode.Bridge,
                ContainerDefinitions = [new() { Name = "app", Image = image, Command = ["sleep", "3600"], Memory = 32, StopTimeout = StopTimeout }],
            }, "me", now);
            (world, var awsvpc) = TaskDefinitionRegistry.Register(world, new()
            {
                Family = NetworkMode.Awsvpc,
                NetworkMode = NetworkMode.Awsvpc,
                ContainerDefinitions = [new() { Name = "app", Image = image, Command = ["sleep", "3600"], Memory = 32, StopTimeout = StopTimeout }],
            }, "me", now);
            return (world, awsvpc);
        });
        return new(engine);
    }

    /// <summary>RunTask, until the tasks are RUNNING.</summary>
    /// <param name="family">The network mode, by which the families are called.</param>
    public async Task<TimeSpan> RunAsync(string family, int count)
    {
        var watch = Stopwatch.StartNew();
        var ids = await _engine.Store.UpdateAsync(Scope, (world, now) =>
        {
            var ids = new List<string>();
            while (ids.Count < count)
            {
                var batch = Math.Min(10, count - ids.Count);
                (world, var tasks, _) = RunTask.Apply(world, new() { TaskDefinition = family, Count = batch, NetworkConfiguration = NetworkOf(family) }, ResourceIds.Random.NewIds(batch), now);
                ids.AddRange(tasks.Select(task => task.Id));
            }
            return (world, ids);
        });
        await UntilAsync(() => ids.All(id => _engine.Store.Read(Scope).Tasks[id].LastStatus >= EcsTaskStatus.Running));
        return watch.Elapsed;
    }

    public async Task CreateServiceAsync(string family)
    {
        await _engine.Store.UpdateAsync(Scope, (world, now) => CreateService.Apply(
            world, new() { ServiceName = family, TaskDefinition = family, DesiredCount = 1, NetworkConfiguration = NetworkOf(family) }, ResourceIds.Random.NewServiceIds(), "me", now));
        await UntilAsync(() => Running(family) == 1);
    }

    /// <summary>UpdateService, until that many tasks run.</summary>
    public async Task<TimeSpan> ScaleAsync(string family, int count)
    {
        var watch = Stopwatch.StartNew();
        await _engine.Store.UpdateAsync(Scope, (world, now) => UpdateService.Apply(world, new() { Service = family, DesiredCount = count }, ResourceIds.Random.NewServiceIds(), now));
        await UntilAsync(() => Running(family) == count);
        return watch.Elapsed;
    }

    public async Task StopAllAsync()
    {
        await _engine.Store.UpdateAsync(Scope, (world, now) =>
        {
            foreach (var service in world.Services.Values.Where(service => service.Status == "ACTIVE").ToList())
                (world, _) = DeleteService.Apply(world, new() { Service = service.Name, Force = true }, now);
            foreach (var task in world.Tasks.Values.Where(task => task.IsWanted).ToList()) (world, _) = StopTask.Apply(world, new() { Task = task.Id }, now);
            return (world, 0);
        });
        await UntilAsync(() => _engine.Store.Read(Scope).Tasks.Values.All(task => task.LastStatus == EcsTaskStatus.Stopped));
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private int Running(string service) =>
        _engine.Store.Read(Scope).Tasks.Values.Count(task => task.ServiceName == service && task.LastStatus == EcsTaskStatus.Running);

    private static NetworkConfiguration? NetworkOf(string family) =>
        family == NetworkMode.Awsvpc ? new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } } : null;

    private async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            if (_engine.Failure is { } failure) throw new InvalidOperationException("The engine failed.", failure);
            await Task.Delay(BetweenLooks, TimeProvider.System);
        }
    }
}
