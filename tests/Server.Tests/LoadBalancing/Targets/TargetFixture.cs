using Workbook.Engine;
using Workbook.Engine.Runtimes.Simulated;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Tests.LoadBalancing.Targets;

/// <summary>A workbook with simulated containers, and how to run and reach them.</summary>
internal abstract class TargetFixture
{
    protected static readonly AccountRegion Scope = new(CredentialScope.DefaultAccount, "us-east-1");
    private readonly List<HttpClient> _clients = [];

    protected LocalAws Aws { get; private set; } = null!;

    protected World World => Aws.Engine.Store.Read(Scope);

    protected virtual ClockMode Clock => ClockMode.Automatic;

    [SetUp]
    public async Task Start() => Aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = Clock } });

    [TearDown]
    public async Task Stop()
    {
        foreach (var client in _clients) client.Dispose();
        Aws.Engine.Failure.Should().BeNull();
        await Aws.DisposeAsync();
    }

    /// <summary>Runs a task on Fargate and returns it once all is at rest.</summary>
    protected Task<EcsTask> RunAsync(params ValueList<ContainerDefinition> containers) => RunAsync(LaunchType.Fargate, NetworkMode.Awsvpc, containers);

    /// <summary>Runs a task and returns it once all is at rest. One on EC2 gets a machine of its own.</summary>
    protected async Task<EcsTask> RunAsync(string launchType, string networkMode, ValueList<ContainerDefinition> containers)
    {
        var id = ResourceIds.Random.NewId();
        Aws.Engine.Clock.Stimulate();
        await Aws.Engine.Store.UpdateAsync(Scope, (world, now) =>
        {
            world = ClusterRules.Create(world, new()).World;
            if (launchType == LaunchType.Ec2)
                world = InstanceRules.Register(world, new() { TotalResources = [Amount("CPU"), Amount("MEMORY")] }, ResourceIds.Random.NewId(), "i-" + id[..17], now).World;
            (world, var revision) = TaskDefinitionRegistry.Register(world, new()
            {
                Family = "demo",
                NetworkMode = networkMode,
                Cpu = "256",
                Memory = "512",
                RequiresCompatibilities = [launchType],
                ExecutionRoleArn = $"arn:aws:iam::{Scope.Account}:role/ecsTaskExecutionRole",
                ContainerDefinitions = containers,
            }, "me", now);
            return (RunTask.Apply(world, new()
            {
                TaskDefinition = revision.Definition.TaskDefinitionArn,
                LaunchType = launchType,
                NetworkConfiguration = networkMode == NetworkMode.Awsvpc ? new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } } : null,
            }, [id], now).World, 0);
        });
        await RestAsync();
        return World.Tasks[id];
    }

    protected static ContainerDefinition Container(string image, int port, string name = "app", params ValueList<string> command) => new()
    {
        Name = name,
        Image = image,
        Command = command.Count == 0 ? null : command,
        PortMappings = [new() { ContainerPort = port }],
    };

    protected Task RestAsync() => Aws.Engine.Clock.RestAsync().WaitAsync(TimeSpan.FromSeconds(30));

    protected async Task StopAsync(EcsTask task)
    {
        Aws.Engine.Clock.Stimulate();
        await Aws.Engine.Store.UpdateAsync(Scope, (world, now) => StopTask.Apply(world, new() { Task = task.Id }, now));
    }

    protected SimulatedContainer Inside(EcsTask task, string container = "app") => Aws.Engine.SimulatedContainers!.Find(Scope, task.Id, container)!;

    protected static string AddressOf(EcsTask task) => task.Network!.PrivateIpv4Address!;

    protected string MachineOf(EcsTask task) => World.ContainerInstances[task.ContainerInstanceId!].Ec2InstanceId!;

    /// <summary>A client whose connections all lead to a target.</summary>
    protected HttpClient ClientOf(string target, int port, Version? version = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, cancellation) => Aws.Targets.ConnectAsync(Scope, target, port, cancellation) })
        {
            BaseAddress = new($"http://{target}:{port}"),
            DefaultRequestVersion = version ?? new(1, 1),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        _clients.Add(client);
        return client;
    }

    private static Resource Amount(string name) => new() { Name = name, Type = "INTEGER", IntegerValue = 4096 };
}
