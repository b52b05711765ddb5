using System.Net;
using System.Net.Sockets;
using Amazon.EC2;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.Runtime;
using AwsVpcConfiguration = Amazon.ECS.Model.AwsVpcConfiguration;

namespace Workbook.Server.Tests.LoadBalancing.Traffic;

/// <summary>What a task runs that is to answer requests.</summary>
/// <param name="Image">The image.</param>
/// <param name="Command">What replaces its command; empty for none.</param>
/// <param name="Port">Where it listens.</param>
internal sealed record TrafficApp(string Image, IReadOnlyList<string> Command, int Port);

/// <summary>
/// A load balancer with a service behind it, on the machine's clock: made with the SDK as a user would, and changed while requests come in. What
/// AWS lets take minutes is set to the least that it allows.
/// </summary>
internal sealed class TrafficStage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly LocalAws _aws;
    private readonly AmazonEC2Client _ec2;
    private readonly AmazonECSClient _ecs;
    private readonly AmazonElasticLoadBalancingV2Client _elb;
    private readonly TrafficApp _app;
    private string _productionRule = "";
    private string _blue = "", _green = "";

    private TrafficStage(LocalAws aws, TrafficApp app)
    {
        (_aws, _app) = (aws, app);
        var keys = new BasicAWSCredentials("test", "test");
        _ec2 = new(keys, new AmazonEC2Config { ServiceURL = aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });
        _ecs = new(keys, new AmazonECSConfig { ServiceURL = aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });
        _elb = new(keys, new AmazonElasticLoadBalancingV2Config { ServiceURL = aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });
    }

    /// <summary>Where the load balancer listens, and what it is called.</summary>
    public (IPEndPoint Address, string Host) Entrance { get; private set; }

    /// <param name="blueGreen">Whether new revisions come up beside the old ones, or replace them task by task.</param>
    public static async Task<TrafficStage> OpenAsync(LocalAws aws, TrafficApp app, int tasks, bool blueGreen)
    {
        var stage = new TrafficStage(aws, app);
        await stage.BalanceAsync();
        await stage.ServeAsync(tasks, blueGreen);
        return stage;
    }

    /// <summary>Deploys the next revision and waits until it serves alone.</summary>
    public async Task DeployAsync(int revision)
    {
        await RegisterAsync(revision);
        await _ecs.UpdateServiceAsync(new() { Cluster = "traffic", Service = "web", TaskDefinition = "web" });
        await SteadyAsync();
    }

    /// <summary>Changes the number of tasks and waits until it is so, with those that leave drained.</summary>
    public async Task ScaleAsync(int tasks)
    {
        await _ecs.UpdateServiceAsync(new() { Cluster = "traffic", Service = "web", DesiredCount = tasks });
        await SteadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _ec2.Dispose();
        _ecs.Dispose();
        _elb.Dispose();
        var failure = _aws.Engine.Failure;
        await _aws.DisposeAsync();
        if (failure is not null) throw new InvalidOperationException("The engine failed.", failure);
    }

    private async Task BalanceAsync()
    {
        var port = FreePort();
        var balancer = (await _elb.CreateLoadBalancerAsync(new() { Name = "traffic", Subnets = await SubnetsAsync() })).LoadBalancers[0];
        _blue = await GroupAsync("blue");
        _green = await GroupAsync("green");
        var listener = (await _elb.CreateListenerAsync(new()
        {
            LoadBalancerArn = balancer.LoadBalancerArn,
            Protocol = ProtocolEnum.HTTP,
            Port = port,
            DefaultActions = [new() { Type = ActionTypeEnum.FixedResponse, FixedResponseConfig = new() { StatusCode = "404" } }],
        })).Listeners[0];
        _productionRule = (await _elb.CreateRuleAsync(new()
        {
            ListenerArn = listener.ListenerArn,
            Priority = 1,
            Conditions = [new() { Field = "path-pattern", Values = ["/*"] }],
            Actions = [new() { Type = ActionTypeEnum.Forward, ForwardConfig = new() { TargetGroups = [new() { TargetGroupArn = _blue, Weight = 1 }, new() { TargetGroupArn = _green, Weight = 0 }] } }],
        })).Rules[0].RuleArn;
        await UntilAsync(async () => (await _elb.DescribeLoadBalancersAsync(new())).LoadBalancers.Single().State.Code == LoadBalancerStateEnum.Active);
        Entrance = (new(IPAddress.Loopback, port), $"{balancer.DNSName}:{port}");
    }

    private async Task<string> GroupAsync(string name)
    {
        var group = (await _elb.CreateTargetGroupAsync(new()
        {
            Name = name,
            Protocol = ProtocolEnum.HTTP,
            Port = 80,
            VpcId = await VpcAsync(),
            TargetType = TargetTypeEnum.Ip,
            HealthCheckIntervalSeconds = 5,
            HealthCheckTimeoutSeconds = 2,
            HealthyThresholdCount = 2,
        })).TargetGroups[0];
        await _elb.ModifyTargetGroupAttributesAsync(new() { TargetGroupArn = group.TargetGroupArn, Attributes = [new() { Key = "deregistration_delay.timeout_seconds", Value = "5" }] });
        return group.TargetGroupArn;
    }

    private async Task ServeAsync(int tasks, bool blueGreen)
    {
        await _ecs.CreateClusterAsync(new() { ClusterName = "traffic" });
        await RegisterAsync(1);
        await _ecs.CreateServiceAsync(new()
        {
            Cluster = "traffic",
            ServiceName = "web",
            TaskDefinition = "web",
            DesiredCount = tasks,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new() { AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = await SubnetsAsync() } },
            LoadBalancers =
            [
                new()
                {
                    TargetGroupArn = _blue,
                    ContainerName = "app",
                    ContainerPort = _app.Port,
                    AdvancedConfiguration = blueGreen ? new() { AlternateTargetGroupArn = _green, ProductionListenerRule = _productionRule, RoleArn = "arn:aws:iam::000000000000:role/ecsInfrastructureRole" } : null,
                },
            ],
            DeploymentConfiguration = new() { Strategy = blueGreen ? DeploymentStrategy.BLUE_GREEN : DeploymentStrategy.ROLLING, BakeTimeInMinutes = blueGreen ? 0 : null },
        });
        await SteadyAsync();
    }

    private Task<RegisterTaskDefinitionResponse> RegisterAsync(int revision) => _ecs.RegisterTaskDefinitionAsync(new()
    {
        Family = "web",
        NetworkMode = NetworkMode.Awsvpc,
        RequiresCompatibilities = ["FARGATE"],
        Cpu = "256",
        Memory = "512",
        ContainerDefinitions =
        [
            new()
            {
                Name = "app",
                Image = _app.Image,
                Command = [.. _app.Command],
                Environment = [new() { Name = "APP_VERSION", Value = $"{revision}" }],
                PortMappings = [new() { ContainerPort = _app.Port }],
                StopTimeout = 2,
            },
        ],
    });

    /// <summary>One deployment, completed, with exactly its tasks.</summary>
    private Task SteadyAsync() => UntilAsync(async () =>
        (await _ecs.DescribeServicesAsync(new() { Cluster = "traffic", Services = ["web"] })).Services[0] is { } service
        && service.Deployments is [{ RolloutState.Value: "COMPLETED" }] && service.RunningCount == service.DesiredCount
        && (await _ecs.ListTasksAsync(new() { Cluster = "traffic", DesiredStatus = DesiredStatus.STOPPED })).TaskArns is var stopped
        && (stopped is not { Count: > 0 } || (await _ecs.DescribeTasksAsync(new() { Cluster = "traffic", Tasks = [.. stopped.TakeLast(100)] })).Tasks.All(task => task.LastStatus == "STOPPED")));

    private async Task<List<string>> SubnetsAsync() => [.. (await _ec2.DescribeSubnetsAsync(new())).Subnets.Take(2).Select(subnet => subnet.SubnetId)];

    private async Task<string> VpcAsync() => (await _ec2.DescribeVpcsAsync(new())).Vpcs[0].VpcId;

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await isSo()) await timer.WaitForNextTickAsync(patience.Token);
    }
}
