using System.Text;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Microsoft.Playwright;
using Workbook.Web.Tests.Browsing;
using Task = System.Threading.Tasks.Task;

namespace Workbook.Web.Tests.Cluster;

/// <summary>An open workbook, a page that shows its cluster, and somebody who uses its endpoint as any AWS client does.</summary>
internal sealed class ClusterScene : IAsyncDisposable
{
    private readonly CourseFolder _course = new();

    private ClusterScene(IBrowserContext browser) => Browser = browser;

    public IBrowserContext Browser { get; }

    public OpenWorkbook Workbook { get; private set; } = null!;

    public IPage Page { get; private set; } = null!;

    public Aws Aws { get; private set; } = null!;

    /// <param name="path">What to look at; all tests but those of lessons look at the cluster's own page.</param>
    /// <param name="options">Of the browser.</param>
    public static async Task<ClusterScene> OpenAsync(string path = "cluster", BrowserNewContextOptions? options = null)
    {
        var scene = new ClusterScene(await Browsers.NewAsync(options));
        scene.Workbook = await OpenWorkbook.StartAsync(scene._course);
        scene.Aws = await Aws.ConnectAsync(await scene.Workbook.EndpointAsync(), "us-east-1");
        scene.Page = await scene.Browser.NewPageAsync();
        await scene.Page.GotoAsync(scene.Workbook.Address.ToString());
        await scene.Page.GotoAsync($"{scene.Workbook.Site}{path}");
        if (path == "cluster") await scene.Page.WaitForSelectorAsync(".live[data-ready]");
        return scene;
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Tasks(string status) => Page.Locator(".task", new() { HasText = status });

    /// <summary>What the details show.</summary>
    public ILocator Shown => Page.Locator(".detail .shown");

    /// <summary>The cluster <c>demo</c> with tasks of a shell line whose output is kept in the log group <c>/demo</c>.</summary>
    public async Task PrepareAsync()
    {
        await Aws.Ecs.CreateClusterAsync(new() { ClusterName = "demo" });
        await Aws.Ecs.RegisterTaskDefinitionAsync(new()
        {
            Family = "web",
            NetworkMode = NetworkMode.Awsvpc,
            RequiresCompatibilities = ["FARGATE"],
            Cpu = "256",
            Memory = "512",
            ExecutionRoleArn = "arn:aws:iam::123456789012:role/execution",
            ContainerDefinitions =
            [
                new()
                {
                    Name = "app",
                    Image = "busybox",
                    HealthCheck = new() { Command = ["CMD-SHELL", "true"] },
                    Command = ["sh", "-c", "echo the shop opens; sleep 1000000"],
                    LogConfiguration = new() { LogDriver = LogDriver.Awslogs, Options = new() { ["awslogs-group"] = "/demo", ["awslogs-region"] = "us-east-1", ["awslogs-stream-prefix"] = "web", ["awslogs-create-group"] = "true" } },
                },
            ],
        });
    }

    public Task StartServiceAsync(int tasks) => Aws.Ecs.CreateServiceAsync(new()
    {
        Cluster = "demo",
        ServiceName = "shop",
        TaskDefinition = "web",
        DesiredCount = tasks,
        LaunchType = LaunchType.FARGATE,
        NetworkConfiguration = Network,
    });

    /// <summary>The service <c>front</c> behind the load balancer <c>front</c>; answers as soon as its target is healthy.</summary>
    public async Task<Uri> StartBalancedServiceAsync()
    {
        var subnets = (await Aws.Ec2.DescribeSubnetsAsync(new())).Subnets;
        var balancer = (await Aws.LoadBalancing.CreateLoadBalancerAsync(new() { Name = "front", Subnets = [.. subnets.Take(2).Select(subnet => subnet.SubnetId)] })).LoadBalancers[0];
        var group = (await Aws.LoadBalancing.CreateTargetGroupAsync(new() { Name = "front", Protocol = ProtocolEnum.HTTP, Port = 80, TargetType = TargetTypeEnum.Ip, VpcId = subnets[0].VpcId })).TargetGroups[0];
        var forward = new Amazon.ElasticLoadBalancingV2.Model.Action { Type = ActionTypeEnum.Forward, TargetGroupArn = group.TargetGroupArn };
        await Aws.LoadBalancing.CreateListenerAsync(new() { LoadBalancerArn = balancer.LoadBalancerArn, Protocol = ProtocolEnum.HTTP, Port = 80, DefaultActions = [forward] });
        await Aws.Ecs.RegisterTaskDefinitionAsync(new()
        {
            Family = "front",
            NetworkMode = NetworkMode.Awsvpc,
            RequiresCompatibilities = ["FARGATE"],
            Cpu = "256",
            Memory = "512",
            ContainerDefinitions = [new() { Name = "app", Image = "hello", PortMappings = [new() { ContainerPort = 8080 }] }],
        });
        await Aws.Ecs.CreateServiceAsync(new()
        {
            Cluster = "demo",
            ServiceName = "front",
            TaskDefinition = "front",
            DesiredCount = 1,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = [subnets[0].SubnetId] } },
            LoadBalancers = [new() { TargetGroupArn = group.TargetGroupArn, ContainerName = "app", ContainerPort = 8080 }],
        });
        // Every load balancer answers at the workbook's own port as well.
        return new($"http://{balancer.DNSName}:{(await Workbook.EndpointAsync()).Port}/");
    }

    /// <summary>An EC2 instance that joins the cluster.</summary>
    public async Task StartMachineAsync()
    {
        const string userData = "#!/bin/bash\necho ECS_CLUSTER=demo >> /etc/ecs/ecs.config";
        var image = (await Aws.Ec2.DescribeImagesAsync(new Amazon.EC2.Model.DescribeImagesRequest { Owners = ["amazon"] })).Images[0].ImageId;
        await Aws.Ec2.RunInstancesAsync(new() { ImageId = image, InstanceType = "t3.small", MinCount = 1, MaxCount = 1, UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes(userData)) });
    }

    /// <summary>A task alone, on a machine.</summary>
    public async Task StartTaskOnMachineAsync()
    {
        await Aws.Ecs.RegisterTaskDefinitionAsync(new() { Family = "job", ContainerDefinitions = [new() { Name = "app", Image = "busybox", Memory = 64, Command = ["sleep", "1000000"] }] });
        await Aws.Ecs.RunTaskAsync(new() { Cluster = "demo", TaskDefinition = "job" });
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        Aws.Dispose();
        await Workbook.DisposeAsync();
        _course.Dispose();
    }

    private static NetworkConfiguration Network => new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } };
}
