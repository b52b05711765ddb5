using System.Globalization;
using Amazon.ECS;
using Amazon.ECS.Model;

namespace Workbook.Benchmarks.Chaos;

/// <summary>
/// What a client does all the time: it rolls two services to new revisions, runs tasks and stops tasks, and notes what was
/// acknowledged. One service has three tasks with a network interface of their own, one has two on a container instance's bridge.
/// </summary>
internal sealed class ChaosLoad(ChaosStage stage)
{
    private const string Once = "once";
    private static readonly NetworkConfiguration Network = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } };

    private int _revisions;

    /// <summary>The services and their desired counts.</summary>
    public static IReadOnlyDictionary<string, int> Services { get; } = new Dictionary<string, int> { ["fargate"] = 3, ["bridge"] = 2 };

    /// <summary>Creates the cluster, its machine and the services.</summary>
    public async Task BeginAsync()
    {
        await stage.Ecs.CreateClusterAsync(new());
        await stage.Ecs.RegisterContainerInstanceAsync(new()
        {
            TotalResources =
            [
                new() { Name = "CPU", Type = "INTEGER", IntegerValue = 65_536 },
                new() { Name = "MEMORY", Type = "INTEGER", IntegerValue = 65_536 },
            ],
        });
        stage.Ledger.Registered(await RegisterAsync(Once));
        foreach (var (service, count) in Services)
        {
            var definition = await RegisterAsync(service);
            stage.Ledger.Registered(definition);
            stage.Ledger.Updating(service, definition);
            await stage.Ecs.CreateServiceAsync(new()
            {
                ServiceName = service,
                TaskDefinition = definition,
                DesiredCount = count,
                LaunchType = service == "bridge" ? LaunchType.EC2 : LaunchType.FARGATE,
                NetworkConfiguration = service == "bridge" ? null : Network,
            });
            stage.Ledger.Updated(service);
        }
    }

    /// <summary>Rolls both services to a new revision, runs a task and stops an older one; ends early when the engine is killed meanwhile.</summary>
    public async Task RoundAsync()
    {
        try
        {
            foreach (var service in Services.Keys) await DeployAsync(service);
            var ran = await stage.Ecs.RunTaskAsync(new() { TaskDefinition = Once, LaunchType = LaunchType.FARGATE, NetworkConfiguration = Network });
            if (ran.Failures is { Count: > 0 }) throw new ChaosException($"RunTask failed: {ran.Failures[0].Reason}");
            stage.Ledger.Ran(ran.Tasks.Select(task => task.TaskArn));
            if (stage.Ledger.OldestTask is { } oldest)
            {
                stage.Ledger.Stopping(oldest);
                await stage.Ecs.StopTaskAsync(new() { Task = oldest });
                stage.Ledger.Stopped(oldest);
            }
        }
        catch (Exception error) when (stage.IsDown && error is not ChaosException)
        {
            stage.Ledger.NotAnswered();
        }
    }

    private async Task DeployAsync(string service)
    {
        var definition = await RegisterAsync(service);
        stage.Ledger.Registered(definition);
        stage.Ledger.Updating(service, definition);
        await stage.Ecs.UpdateServiceAsync(new() { Service = service, TaskDefinition = definition });
        stage.Ledger.Updated(service);
    }

    private async Task<string> RegisterAsync(string family)
    {
        var onBridge = family == "bridge";
        var request = new RegisterTaskDefinitionRequest
        {
            Family = family,
            Cpu = "256",
            Memory = "512",
            NetworkMode = onBridge ? NetworkMode.Bridge : NetworkMode.Awsvpc,
            RequiresCompatibilities = onBridge ? null : ["FARGATE"],
            Volumes = [new() { Name = "scratch" }],
            ContainerDefinitions = [Container("app", "trap 'exit 0' TERM; sleep 86400 & wait", isEssential: true)],
        };
        // Two share an interface, which a pause container holds; a task that is run has one container, which has it itself.
        if (family == "fargate") request.ContainerDefinitions.Add(Container("sidecar", "trap 'exit 0' TERM; sleep 86400 & wait", isEssential: false));
        // This one has to be killed: the shell is process 1, which heeds no signal that it did not ask for.
        if (onBridge) request.ContainerDefinitions.Add(Container("stubborn", "sleep 86400 & wait", isEssential: false));
        return (await stage.Ecs.RegisterTaskDefinitionAsync(request)).TaskDefinition.TaskDefinitionArn;
    }

    private ContainerDefinition Container(string name, string script, bool isEssential) => new()
    {
        Name = name,
        Image = DockerSide.Image,
        Essential = isEssential,
        Command = ["sh", "-c", script],
        StopTimeout = 2,
        Environment = [new() { Name = "REVISION", Value = (++_revisions).ToString(CultureInfo.InvariantCulture) }],
        MountPoints = [new() { SourceVolume = "scratch", ContainerPath = "/scratch" }],
    };
}
