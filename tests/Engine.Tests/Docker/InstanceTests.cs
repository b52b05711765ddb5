using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Instances;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker;

/// <summary>Two Docker Engines as two container instances: <c>first</c> is the one of all tests, <c>second</c> the test's own.</summary>
[Category("Docker")]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class InstanceTests : IAsyncDisposable
{
    private static readonly DockerInstance First = new("first", new DockerEndpoint());

    private readonly DataFolder _folder = new();
    private SecondDaemon _second = null!;
    private Stage? _stage;

    private Stage Stage => _stage!;

    [TearDown]
    public async Task EndAsync()
    {
        if (_stage is not null) await _stage.DisposeAsync();
        if (_second is not null) await _second.DisposeAsync();
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private async Task BeginAsync(params string[] daemon)
    {
        _second = await SecondDaemon.StartAsync(daemon);
        await StartAsync(First, Second);
    }

    private DockerInstance Second => new("second", _second.Endpoint);

    private async Task StartAsync(params DockerInstance[] instances)
    {
        if (_stage is not null) await _stage.DisposeAsync();
        _stage = null;
        _stage = await Stage.StartAsync(Stage.Docker, _folder.Path, new() { Instances = instances });
    }

    private Instance Instance(string name) => InstanceOf(Stage.World, name);

    private static Instance InstanceOf(World world, string name) => InstanceRegistration.Find(world, name)!;

    private static List<EcsTask> RunningOn(World world, string name) =>
        [.. world.Tasks.Values.Where(task => task.ContainerInstanceId == InstanceOf(world, name).Id && task.LastStatus == EcsTaskStatus.Running)];

    private static RegisterTaskDefinitionRequest Web(int? hostPort = null) =>
        Stage.OnMachine(NetworkMode.Bridge, Stage.App(PracticeImage.Server) with { Cpu = 128, PortMappings = [new() { ContainerPort = 80, HostPort = hostPort }] });

    /// <summary>Creates a service and waits until as many of its tasks run on each instance.</summary>
    private async Task ServeAsync(CreateServiceRequest service, int onFirst, int onSecond, RegisterTaskDefinitionRequest? definition = null)
    {
        await Stage.Engine.Store.UpdateAsync(Stage.Scope, (world, now) =>
        {
            (world, _) = TaskDefinitionRegistry.Register(world, definition ?? Web(), "me", now);
            return CreateService.Apply(world, service with { ServiceName = "web", TaskDefinition = "demo", LaunchType = LaunchType.Ec2 }, ResourceIds.Random.NewServiceIds(), "me", now);
        });
        await SpreadAsync(onFirst, onSecond);
    }

    private Task SpreadAsync(int onFirst, int onSecond) =>
        Stage.UntilAsync(world => RunningOn(world, "first").Count == onFirst && RunningOn(world, "second").Count == onSecond);

    private static CreateServiceRequest Spread(int count) => new() { DesiredCount = count, PlacementStrategy = [new() { Type = PlacementStrategyType.Spread, Field = "instanceId" }] };

    private ValueTask<EcsService> ScaleAsync(int count) =>
        Stage.Engine.Store.UpdateAsync(Stage.Scope, (world, now) => UpdateService.Apply(world, new() { Service = "web", DesiredCount = count }, ResourceIds.Random.NewServiceIds(), now));

    private async Task<IEnumerable<string>> ContainersOnFirstAsync() =>
        (await PracticeDocker.ContainersOfAsync(_folder.EngineId!)).Where(container => !TaskCleanup.IsPause(container)).Select(container => container.ID);

    private async Task<IEnumerable<string>> ContainersOnSecondAsync() => (await _second.ContainersOfAsync(_folder.EngineId!)).Select(container => container.ID);

    private static IEnumerable<string> ContainersOf(IEnumerable<EcsTask> tasks) => tasks.Select(task => task.Container("app").RuntimeId!);

    /// <summary>A port that nobody listened on a moment ago.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [Test]
    public async Task Each_Docker_Engine_is_an_instance_with_what_its_machine_has()
    {
        await BeginAsync();

        var machine = await _second.Client.System.GetSystemInfoAsync();
        Stage.World.ContainerInstances.Should().HaveCount(2);
        foreach (var instance in new[] { Instance("first"), Instance("second") })
        {
            (instance.ClusterName, instance.Status, instance.AgentConnected).Should().Be(("default", "ACTIVE", true));
            (instance.Registered.Cpu, instance.Registered.Memory).Should().Be(((int)machine.NCPU * 1024, (int)(machine.MemTotal / 1024 / 1024)));
            instance.Registered.TcpPorts.Should().Equal(22, 2375, 2376, 51678, 51679);
            instance.Ec2InstanceId.Should().MatchRegex("^i-[0-9a-f]{17}$");
            instance.VersionInfo!.DockerVersion.Should().Be($"DockerVersion: {machine.ServerVersion}");
            instance.Attributes.Select(attribute => attribute.Name).Should().OnlyHaveUniqueItems().And.Contain("com.amazonaws.ecs.capability.logging-driver.awslogs");
        }
        Instance("first").Ec2InstanceId.Should().NotBe(Instance("second").Ec2InstanceId);
    }

    [Test]
    public async Task A_service_that_spreads_has_tasks_on_both_whose_ports_answer()
    {
        await BeginAsync();
        await ServeAsync(Spread(4), 2, 2);

        (await ContainersOnFirstAsync()).Should().BeEquivalentTo(ContainersOf(RunningOn(Stage.World, "first")));
        (await ContainersOnSecondAsync()).Should().BeEquivalentTo(ContainersOf(RunningOn(Stage.World, "second")));
        foreach (var task in Stage.World.Tasks.Values) (await GetAsync(task)).Should().Be("hello");
        foreach (var instance in new[] { Instance("first"), Instance("second") })
            (instance.Registered.Cpu - instance.Remaining.Cpu, instance.Registered.Memory - instance.Remaining.Memory).Should().Be((2 * 128, 2 * 256));
    }

    /// <summary>What a task's server answers at its host port.</summary>
    private async Task<string> GetAsync(EcsTask task)
    {
        var isOnSecond = task.ContainerInstanceId == Instance("second").Id;
        var (id, ports) = (task.Container("app").RuntimeId!, task.Container("app").NetworkBindings);
        using var logs = await (isOnSecond ? _second.Client : PracticeDocker.Client).Containers.GetContainerLogsAsync(id, new ContainerLogsParameters { ShowStdout = true, Follow = true });
        await logs.ReadOutputAsync(new byte[64], 0, 64, default);
        var address = $"http://127.0.0.1:{ports.Should().ContainSingle().Which.HostPort}/";
        if (isOnSecond) return await _second.GetAsync(address);
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(address));
    }

    [Test]
    public async Task Each_instance_has_its_own_host_ports()
    {
        await BeginAsync();
        var port = FreePort();
        await ServeAsync(Spread(2), 1, 1, Web(port));

        foreach (var task in Stage.World.Tasks.Values)
        {
            task.Container("app").NetworkBindings.Single().HostPort.Should().Be(port);
            (await GetAsync(task)).Should().Be("hello");
        }
    }

    [Test]
    public async Task Distinct_instances_are_as_many_as_Docker_Engines()
    {
        await BeginAsync();
        await ServeAsync(new() { DesiredCount = 3, PlacementConstraints = [new() { Type = PlacementConstraintType.DistinctInstance }] }, 1, 1);

        await Stage.UntilAsync(world => world.Services["default/web"].Events.Any(told => told.Message!.Contains("was unable to place a task", StringComparison.Ordinal)));
        Stage.World.Tasks.Should().HaveCount(2);
    }

    [Test]
    public async Task A_Docker_Engine_that_is_killed_is_an_agent_that_is_not_connected_until_it_is_back()
    {
        await BeginAsync();
        await ServeAsync(Spread(2), 1, 1);
        var lost = RunningOn(Stage.World, "second").Single();

        await _second.KillAsync();
        await Stage.UntilAsync(world => !InstanceOf(world, "second").AgentConnected);
        await ScaleAsync(4);
        await SpreadAsync(3, 1);
        Stage[lost.Id].LastStatus.Should().Be(EcsTaskStatus.Running, "nobody can tell otherwise");

        await _second.StartAgainAsync();
        await Stage.UntilAsync(world => InstanceOf(world, "second").AgentConnected && world.Tasks[lost.Id].LastStatus == EcsTaskStatus.Stopped);
        Stage[lost.Id].StopCode.Should().Be(TaskStopCode.EssentialContainerExited);
        await SpreadAsync(3, 1);
        (await ContainersOnSecondAsync()).Should().BeEquivalentTo(ContainersOf(RunningOn(Stage.World, "second")));
    }

    [Test]
    public async Task Tasks_whose_containers_outlive_their_Docker_Engine_go_on()
    {
        await BeginAsync("--live-restore");
        await ServeAsync(Spread(2), 1, 1);
        var before = RunningOn(Stage.World, "second").Single();

        await _second.KillAsync();
        await Stage.UntilAsync(world => !InstanceOf(world, "second").AgentConnected);
        await _second.StartAgainAsync();
        await Stage.UntilAsync(world => InstanceOf(world, "second").AgentConnected);

        await Stage.StoppedAsync(before.Id);
        await SpreadAsync(1, 1);
        Stage[before.Id].Container("app").ExitCode.Should().Be(0, "it ran until it was stopped");
    }

    [Test]
    public async Task The_next_engine_finds_both_and_what_runs_on_them()
    {
        await BeginAsync();
        await ServeAsync(Spread(2), 1, 1);
        var before = Stage.World;

        await StartAsync(First, Second);

        Stage.World.ContainerInstances.Keys.Should().Equal(before.ContainerInstances.Keys);
        foreach (var name in new[] { "first", "second" })
        {
            Instance(name).Should().BeEquivalentTo(InstanceOf(before, name), same => same.Excluding(instance => instance.Version));
            RunningOn(Stage.World, name).Should().ContainSingle().Which.Id.Should().Be(RunningOn(before, name).Single().Id);
        }
    }

    [TestCase("first")]
    [TestCase("second")]
    public async Task An_engine_that_is_not_told_of_one_leaves_it_and_its_tasks_until_the_next_is(string left)
    {
        await BeginAsync();
        await ServeAsync(Spread(2), 1, 1);
        var task = RunningOn(Stage.World, left).Single();

        await StartAsync(left == "first" ? Second : First);

        Instance(left).AgentConnected.Should().BeFalse();
        Stage[task.Id].LastStatus.Should().Be(EcsTaskStatus.Running);

        await StartAsync(First, Second);

        Instance(left).AgentConnected.Should().BeTrue();
        RunningOn(Stage.World, left).Should().ContainSingle().Which.Id.Should().Be(task.Id);
        (await Stage.StoppedAsync(task.Id)).Container("app").ExitCode.Should().Be(0);
    }

    [Test]
    public async Task A_reset_leaves_the_instances_with_nothing_on_them()
    {
        await BeginAsync();
        await ServeAsync(Spread(2), 1, 1);

        await Stage.Engine.ResetAsync();

        Stage.World.Tasks.Should().BeEmpty();
        foreach (var name in new[] { "first", "second" }) Instance(name).Remaining.Should().Be(Instance(name).Registered);
        (await ContainersOnFirstAsync()).Concat(await ContainersOnSecondAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task One_that_does_not_answer_at_the_start_is_said()
    {
        await PracticeDocker.NeedAsync();
        var nobody = new DockerInstance("nobody", DockerEndpoint.Parse(string.Create(CultureInfo.InvariantCulture, $"unix://{_folder.Path}/docker.sock")));

        await FluentActions.Awaiting(() => StartAsync(First, nobody)).Should().ThrowAsync<IOException>().WithMessage($"No Docker Engine answers at unix://{_folder.Path}/docker.sock. *");
    }
}
