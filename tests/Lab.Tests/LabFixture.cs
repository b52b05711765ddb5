using System.Xml.Linq;
using Workbook.Engine.Time;
using Workbook.Server;

namespace Workbook.Lab.Tests;

/// <summary>A workbook of its own for each test, whose clock stands until it is moved, and who talks to it.</summary>
internal abstract class LabFixture
{
    protected LocalAws Local { get; private set; } = null!;

    protected Aws Aws { get; private set; } = null!;

    protected virtual LocalAwsOptions Options => new() { Engine = new() { Clock = ClockMode.Manual } };

    [SetUp]
    public async Task ConnectAsync()
    {
        Local = await LocalAws.StartAsync(Options);
        Aws = await Aws.ConnectAsync(Local.Endpoint, "us-east-1");
    }

    [TearDown]
    public async Task LeaveAsync()
    {
        Aws.Dispose();
        Local.Engine.Failure.Should().BeNull();
        await Local.DisposeAsync();
    }

    /// <summary>All that is written in a picture.</summary>
    protected static List<string> TextsOf(string svg) => [.. XDocument.Parse(svg).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];

    /// <summary>Keeps a picture beside the test's results, to be looked at.</summary>
    protected static void Save(string name, string svg) => File.WriteAllText(Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{name}.svg"), svg);

    /// <summary>The task definition <c>web</c> with a container <c>app</c>.</summary>
    protected async Task RegisterAsync(string image = "hello", int port = 8080) => await Aws.Ecs.RegisterTaskDefinitionAsync(new()
    {
        Family = "web",
        NetworkMode = "awsvpc",
        RequiresCompatibilities = ["FARGATE"],
        Cpu = "256",
        Memory = "512",
        ContainerDefinitions = [new() { Name = "app", Image = image, PortMappings = [new() { ContainerPort = port }] }],
    });

    /// <summary>The cluster <c>default</c> with a service <c>web</c>.</summary>
    /// <param name="targetGroupArn">Where its tasks are registered, if anywhere.</param>
    protected async Task CreateServiceAsync(int desiredCount, string? targetGroupArn = null, string image = "hello", int port = 8080)
    {
        await Aws.Ecs.CreateClusterAsync(new());
        await RegisterAsync(image, port);
        var subnet = (await Aws.Ec2.DescribeSubnetsAsync(new())).Subnets[0].SubnetId;
        await Aws.Ecs.CreateServiceAsync(new()
        {
            ServiceName = "web",
            TaskDefinition = "web",
            DesiredCount = desiredCount,
            LaunchType = "FARGATE",
            NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = [subnet] } },
            LoadBalancers = targetGroupArn is null ? null : [new() { TargetGroupArn = targetGroupArn, ContainerName = "app", ContainerPort = port }],
        });
    }

    /// <summary>A load balancer <c>web</c> whose listener on any free port forwards to a target group <c>web</c>.</summary>
    /// <returns>The ARN of the target group.</returns>
    protected async Task<string> CreateLoadBalancerAsync()
    {
        var subnets = (await Aws.Ec2.DescribeSubnetsAsync(new())).Subnets;
        var balancer = (await Aws.LoadBalancing.CreateLoadBalancerAsync(new() { Name = "web", Subnets = [subnets[0].SubnetId, subnets[1].SubnetId] })).LoadBalancers.Single();
        var group = (await Aws.LoadBalancing.CreateTargetGroupAsync(new() { Name = "web", Protocol = "HTTP", Port = 80, TargetType = "ip", VpcId = subnets[0].VpcId })).TargetGroups.Single();
        await Aws.LoadBalancing.CreateListenerAsync(new()
        {
            LoadBalancerArn = balancer.LoadBalancerArn,
            Protocol = "HTTP",
            Port = 80,
            DefaultActions = [new() { Type = "forward", TargetGroupArn = group.TargetGroupArn }],
        });
        return group.TargetGroupArn;
    }

    /// <summary>The cluster <c>default</c> with a service <c>web</c> of two tasks that deploys by BLUE_GREEN between the target groups <c>blue</c> and <c>green</c>.</summary>
    protected async Task CreateBlueGreenAsync(int bakeTimeInMinutes = 5)
    {
        await Aws.Ecs.CreateClusterAsync(new());
        await RegisterAsync();
        var subnets = (await Aws.Ec2.DescribeSubnetsAsync(new())).Subnets;
        var balancer = (await Aws.LoadBalancing.CreateLoadBalancerAsync(new() { Name = "shop", Subnets = [subnets[0].SubnetId, subnets[1].SubnetId] })).LoadBalancers.Single();
        var (blue, green) = (await GroupAsync("blue"), await GroupAsync("green"));
        var listener = (await Aws.LoadBalancing.CreateListenerAsync(new()
        {
            LoadBalancerArn = balancer.LoadBalancerArn,
            Protocol = "HTTP",
            Port = 80,
            DefaultActions = [new() { Type = "fixed-response", FixedResponseConfig = new() { StatusCode = "404" } }],
        })).Listeners.Single();
        var rule = (await Aws.LoadBalancing.CreateRuleAsync(new()
        {
            ListenerArn = listener.ListenerArn,
            Priority = 1,
            Conditions = [new() { Field = "path-pattern", Values = ["/*"] }],
            Actions = [new() { Type = "forward", ForwardConfig = new() { TargetGroups = [new() { TargetGroupArn = blue, Weight = 1 }, new() { TargetGroupArn = green, Weight = 0 }] } }],
        })).Rules.Single();
        await Aws.Ecs.CreateServiceAsync(new()
        {
            ServiceName = "web",
            TaskDefinition = "web",
            DesiredCount = 2,
            LaunchType = "FARGATE",
            NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = [subnets[0].SubnetId] } },
            DeploymentConfiguration = new() { Strategy = "BLUE_GREEN", BakeTimeInMinutes = bakeTimeInMinutes },
            LoadBalancers =
            [
                new()
                {
                    TargetGroupArn = blue, ContainerName = "app", ContainerPort = 8080,
                    AdvancedConfiguration = new() { AlternateTargetGroupArn = green, ProductionListenerRule = rule.RuleArn, RoleArn = "arn:aws:iam::123456789012:role/ecsInfrastructureRole" },
                },
            ],
        });

        async Task<string> GroupAsync(string name) =>
            (await Aws.LoadBalancing.CreateTargetGroupAsync(new() { Name = name, Protocol = "HTTP", Port = 80, TargetType = "ip", VpcId = subnets[0].VpcId })).TargetGroups.Single().TargetGroupArn;
    }
}
