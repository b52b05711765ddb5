using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;
using Spectre.Console;
using Task = System.Threading.Tasks.Task;

namespace Workbook.Cli.Tour;

/// <summary>Leads through one cluster, one task definition, tasks that run, tasks that fail and a service, with the ordinary AWS client.</summary>
internal sealed class TourGuide : IDisposable
{
    private const string Cluster = "tour";
    private const string Service = "shop";
    private readonly IAnsiConsole _console;
    private readonly Uri _endpoint;
    private readonly TimeProvider _time;
    private readonly TaskBoard _board;
    private readonly AmazonECSClient _ecs;

    public TourGuide(IAnsiConsole console, Uri endpoint, TimeProvider time)
    {
        _console = console;
        _endpoint = endpoint;
        _time = time;
        _ecs = new(new BasicAWSCredentials("test", "test"), new AmazonECSConfig { ServiceURL = endpoint.ToString(), AuthenticationRegion = "us-east-1" });
        _board = new(console, _ecs, Cluster, time);
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (_console.Profile.Capabilities.Interactive) _console.Write(new Rule("[bold]ECS Workbook[/]").LeftJustified());
        else _console.MarkupLine("[bold]ECS Workbook[/]");
        Say($"An AWS endpoint runs at [bold]{_endpoint.ToString().TrimEnd('/')}[/]: clusters, tasks and services as on Amazon ECS, with simulated containers.");

        Step(1, "CreateCluster and RegisterTaskDefinition");
        await _ecs.CreateClusterAsync(new() { ClusterName = Cluster }, cancellation);
        var web = await RegisterAsync("web", [Container("app", "nginx:1.27", dependsOn: "setup"), Container("setup", "busybox", essential: false, "sh", "-c", "sleep 1")], cancellation);
        Say($"Registered [bold]{web.TaskDefinitionArn}[/]: container [bold]app[/] starts once [bold]setup[/] has succeeded.");

        Step(2, "RunTask, three times: watch them start");
        var running = await RunAsync(web, 3, cancellation);
        await _board.WatchAsync(running, task => task.LastStatus == "RUNNING", cancellation);

        Step(3, "Two tasks that cannot work");
        var crashing = await RegisterAsync("crashing", [Container("app", "busybox", essential: true, "sh", "-c", "sleep 1; exit 3")], cancellation);
        var missing = await RegisterAsync("missing", [Container("app", "example/app:does-not-exist")], cancellation);
        var failing = (await RunAsync(crashing, 1, cancellation)).Concat(await RunAsync(missing, 1, cancellation)).ToList();
        await _board.WatchAsync(failing, task => task.LastStatus == "STOPPED", cancellation);
        foreach (var task in await _board.DescribeAsync(failing, cancellation)) _console.Write(StopReport.Of(task));

        Step(4, "A service keeps its tasks, and replaces them");
        var first = await RegisterAsync("shop", [Container("app", "nginx:1.27")], cancellation);
        var feed = new ServiceFeed(_console, _ecs, Cluster, Service, _time);
        await CreateServiceAsync(first, cancellation);
        await feed.UntilSteadyAsync(cancellation);
        Say("One of its tasks is stopped:");
        await StopOneAsync(cancellation);
        await feed.UntilSteadyAsync(cancellation);
        Say("A new revision is deployed, without ever fewer than three healthy tasks:");
        var second = await RegisterAsync("shop", [Container("app", "nginx:1.28")], cancellation);
        await _ecs.UpdateServiceAsync(new() { Cluster = Cluster, Service = Service, TaskDefinition = second.TaskDefinitionArn }, cancellation);
        await feed.UntilSteadyAsync(cancellation);

        Step(5, "What next");
        _console.Write(NextSteps.Create());
    }

    public void Dispose() => _ecs.Dispose();

    private void Step(int number, string title)
    {
        _console.WriteLine();
        _console.MarkupLineInterpolated($"[bold blue]{number}[/] [bold]{title}[/]");
    }

    private void Say(string markup) => _console.MarkupLine(markup);

    private async Task<TaskDefinition> RegisterAsync(string family, List<ContainerDefinition> containers, CancellationToken cancellation)
    {
        var response = await _ecs.RegisterTaskDefinitionAsync(new()
        {
            Family = family,
            RequiresCompatibilities = ["FARGATE"],
            NetworkMode = NetworkMode.Awsvpc,
            Cpu = "256",
            Memory = "512",
            ContainerDefinitions = containers,
        }, cancellation);
        return response.TaskDefinition;
    }

    private static ContainerDefinition Container(string name, string image, bool essential = true, params string[] command) => new()
    {
        Name = name,
        Image = image,
        Essential = essential,
        Command = command.Length == 0 ? null : [.. command],
    };

    private static ContainerDefinition Container(string name, string image, string dependsOn)
    {
        var container = Container(name, image);
        container.DependsOn = [new() { ContainerName = dependsOn, Condition = ContainerCondition.SUCCESS }];
        return container;
    }

    private async Task<List<string>> RunAsync(TaskDefinition definition, int count, CancellationToken cancellation)
    {
        var response = await _ecs.RunTaskAsync(new()
        {
            Cluster = Cluster,
            TaskDefinition = definition.TaskDefinitionArn,
            Count = count,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-tour"] } },
        }, cancellation);
        return [.. response.Tasks.Select(task => task.TaskArn)];
    }

    private Task<CreateServiceResponse> CreateServiceAsync(TaskDefinition definition, CancellationToken cancellation) => _ecs.CreateServiceAsync(new()
    {
        Cluster = Cluster,
        ServiceName = Service,
        TaskDefinition = definition.TaskDefinitionArn,
        DesiredCount = 3,
        LaunchType = LaunchType.FARGATE,
        NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-tour"] } },
    }, cancellation);

    private async Task StopOneAsync(CancellationToken cancellation)
    {
        var tasks = await _ecs.ListTasksAsync(new() { Cluster = Cluster, ServiceName = Service }, cancellation);
        await _ecs.StopTaskAsync(new() { Cluster = Cluster, Task = tasks.TaskArns[0], Reason = "The tour stops it." }, cancellation);
    }
}
