using System.Net.Sockets;
using Workbook.Engine;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Instances;
using Workbook.Orchestration;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Server.Tests.Registry;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Tests.LoadBalancing.Targets;

/// <summary>Real containers are reached at their addresses, and at host ports of the Docker Engine that is their container instance.</summary>
[Category("Docker")]
internal sealed class DockerTargetTests
{
    private const string Image = "workbook-target-test:1";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly AccountRegion Scope = new("123456789012", "us-east-1");

    private RegistryPrograms _programs = null!;
    private LocalAws _aws = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _programs = new(new("http://localhost:1"), Scope.Account, Scope.Region);
        await _programs.NeedDockerAsync();
        File.Copy("/bin/busybox", Path.Combine(_programs.Folder, "busybox"));
        _programs.Write("health", "ok\n");
        _programs.Write("Dockerfile", "FROM scratch\nCOPY busybox /bin/busybox\nCOPY health /www/health\nEXPOSE 8080\nENTRYPOINT [\"/bin/busybox\", \"httpd\", \"-f\", \"-p\", \"8080\", \"-h\", \"/www\"]\n");
        (await _programs.ShellAsync($"DOCKER_BUILDKIT=0 docker build --quiet --tag {Image} {_programs.Folder}")).Succeeded();
        var docker = new DockerOptions { Instances = [new("here", new())], Scope = Scope };
        _aws = await LocalAws.StartAsync(new() { Engine = new() { Docker = docker } });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_aws is not null)
        {
            await _aws.DisposeAsync();
            await _programs.DockerAsync("rmi", "--force", Image);
        }
        _programs.Dispose();
    }

    [Test]
    public async Task A_task_answers_at_its_own_address()
    {
        var task = await RunAsync(LaunchType.Fargate, NetworkMode.Awsvpc);
        (await GetAsync(task.Network!.PrivateIpv4Address!, 8080)).Should().Be("ok\n");
    }

    [Test]
    public async Task A_task_answers_at_a_host_port_of_its_instance()
    {
        var task = await RunAsync(LaunchType.Ec2, NetworkMode.Bridge);
        var instance = _aws.Engine.Store.Read(Scope).ContainerInstances[task.ContainerInstanceId!];
        (await GetAsync(instance.Ec2InstanceId!, task.Containers.Single().NetworkBindings.Single().HostPort!.Value)).Should().Be("ok\n");
    }

    [Test]
    public async Task What_is_no_instance_is_nowhere() =>
        (await FluentActions.Awaiting(() => _aws.Targets.ConnectAsync(Scope, "i-0123456789abcdef0", 80, default).AsTask()).Should().ThrowAsync<SocketException>())
            .Which.Message.Should().Be("i-0123456789abcdef0 is no container instance whose Docker Engine is known.");

    [Test]
    public async Task Its_target_becomes_healthy()
    {
        var task = await RunAsync(LaunchType.Fargate, NetworkMode.Awsvpc);
        var group = new ElbTargetGroup("web", "0000000000000001")
        {
            Protocol = ProtocolEnum.Http,
            Port = 8080,
            TargetType = TargetTypeEnum.Ip,
            HealthCheck = new(ProtocolEnum.Http, "traffic-port") { Path = "/health", IntervalSeconds = 5, TimeoutSeconds = 2 },
        };
        var key = ElbTarget.KeyOf(group.Key, task.Network!.PrivateIpv4Address!, 8080);
        var healthy = WhenAsync(() => _aws.Engine.Store.Read(Scope).Targets.GetValueOrDefault(key)?.State == TargetHealthStateEnum.Healthy);
        await _aws.Engine.Store.UpdateAsync(Scope, (world, now) => (HealthFixture.Use(world.Put(group), group).Put(new ElbTarget(group.Key, task.Network.PrivateIpv4Address!, 8080, now)), 0));
        await healthy;
        _aws.Engine.Store.Read(Scope).Targets[key].Reason.Should().BeNull();
    }

    private async Task<string> GetAsync(string target, int port)
    {
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, cancellation) => ConnectAsync(target, port, cancellation) });
        return await client.GetStringAsync(new Uri("http://target/health"));
    }

    /// <summary>A program listens a moment after its container has started.</summary>
    private async ValueTask<Stream> ConnectAsync(string target, int port, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                return await _aws.Targets.ConnectAsync(Scope, target, port, cancellation);
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused && !patience.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }

    private async Task<EcsTask> RunAsync(string launchType, string networkMode)
    {
        var id = ResourceIds.Random.NewId();
        var running = WhenAsync(() => _aws.Engine.Store.Read(Scope).Tasks.GetValueOrDefault(id) is { LastStatus: >= EcsTaskStatus.Running });
        await _aws.Engine.Store.UpdateAsync(Scope, (world, now) =>
        {
            world = ClusterRules.Create(world, new()).World;
            (world, var revision) = TaskDefinitionRegistry.Register(world, new()
            {
                Family = "demo",
                NetworkMode = networkMode,
                Cpu = "256",
                Memory = "512",
                RequiresCompatibilities = launchType == LaunchType.Fargate ? [Compatibility.Fargate] : null,
                ContainerDefinitions = [new() { Name = "app", Image = Image, PortMappings = [new() { ContainerPort = 8080 }] }],
            }, "me", now);
            return (RunTask.Apply(world, new()
            {
                TaskDefinition = revision.Definition.TaskDefinitionArn,
                LaunchType = launchType,
                NetworkConfiguration = networkMode == NetworkMode.Awsvpc ? new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } } : null,
            }, [id], now).World, 0);
        });
        await running;
        var task = _aws.Engine.Store.Read(Scope).Tasks[id];
        task.LastStatus.Should().Be(EcsTaskStatus.Running, task.StoppedReason + string.Concat(task.Containers.Select(each => each.Reason)));
        return task;
    }

    private async Task WhenAsync(Func<bool> condition)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(AccountRegion scope, IEnumerable<Orchestration.Worlds.EntityKey> keys)
        {
            if (condition()) met.TrySetResult();
        }
        _aws.Engine.Store.Changed += Look;
        try
        {
            await met.Task.WaitAsync(Patience);
        }
        finally
        {
            _aws.Engine.Store.Changed -= Look;
        }
    }
}
