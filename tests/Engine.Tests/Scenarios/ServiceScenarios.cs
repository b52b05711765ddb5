using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;
using static Workbook.Engine.Tests.Scenarios.PracticeImage;

namespace Workbook.Engine.Tests.Scenarios;

/// <summary>A service of three tasks.</summary>
internal sealed class ServiceScenarios(string backend) : Scenario(backend)
{
    private EcsService Service => Stage.World.Services["default/web"];

    private static List<EcsTask> Running(World world) => [.. world.Tasks.Values.Where(task => task.LastStatus == EcsTaskStatus.Running && task.IsWanted)];

    /// <summary>Creates the service; the second revision of its definition has that image.</summary>
    private async Task CreateAsync(string second)
    {
        Stage.Engine.Clock.Stimulate();
        await Stage.Engine.Store.UpdateAsync(Stage.Scope, (world, now) =>
        {
            world = ClusterRules.Create(world, new()).World;
            (world, _) = TaskDefinitionRegistry.Register(world, Stage.Task(Stage.App(Server)), "me", now);
            (world, _) = TaskDefinitionRegistry.Register(world, Stage.Task(Stage.Container("app", second)), "me", now);
            return CreateService.Apply(world, new()
            {
                ServiceName = "web",
                TaskDefinition = "demo:1",
                DesiredCount = 3,
                LaunchType = LaunchType.Fargate,
                NetworkConfiguration = Stage.Network,
                DeploymentConfiguration = new() { DeploymentCircuitBreaker = new() { Enable = true, Rollback = true } },
            }, ResourceIds.Random.NewServiceIds(), "me", now);
        });
        await SteadyAsync("demo:000000001");
    }

    private async Task UpdateAsync(UpdateServiceRequest request)
    {
        Stage.Engine.Clock.Stimulate();
        await Stage.Engine.Store.UpdateAsync(Stage.Scope, (world, now) => UpdateService.Apply(world, request with { Service = "web" }, ResourceIds.Random.NewServiceIds(), now));
    }

    /// <summary>Waits until three tasks of that definition run and nothing else does.</summary>
    private async Task SteadyAsync(string definition)
    {
        await Stage.UntilAsync(world =>
            world.Services["default/web"] is { SteadySince: not null, Deployments.Count: 1 }
            && world.Tasks.Values.Where(task => task.LastStatus != EcsTaskStatus.Stopped).ToList() is { Count: 3 } alive
            && alive.All(task => task.LastStatus == EcsTaskStatus.Running && task.DefinitionKey == definition));
        foreach (var task in Running(Stage.World)) await Stage.ReadyAsync(task);
    }

    [Test]
    public async Task A_task_whose_container_is_killed_is_replaced()
    {
        await CreateAsync(Server.Name);
        var victim = Running(Stage.World)[1];

        Stage.Kill(victim.Id);
        await Stage.UntilAsync(world => world.Tasks[victim.Id].LastStatus == EcsTaskStatus.Stopped && Running(world).Count == 3);

        Stage[victim.Id].StopCode.Should().Be(TaskStopCode.EssentialContainerExited);
        Running(Stage.World).Should().NotContain(task => task.Id == victim.Id).And.OnlyContain(task => task.ServiceName == "web");
    }

    [Test]
    public async Task A_new_revision_takes_the_place_of_the_old_one()
    {
        await CreateAsync(IgnoresSigterm.Name);
        var before = Running(Stage.World);

        await UpdateAsync(new() { TaskDefinition = "demo:2" });
        await SteadyAsync("demo:000000002");

        Service.Deployments.Should().ContainSingle().Which.RolloutState.Should().Be(DeploymentRolloutState.Completed);
        before.Select(task => Stage[task.Id]).Should().OnlyContain(task =>
            task.StopCode == TaskStopCode.ServiceSchedulerInitiated && task.StoppedReason!.StartsWith("Scaling activity initiated by (deployment ecs-svc/") && task.Container("app").ExitCode == 0);
        await Stage.Engine.ResetAsync();
    }

    [Test]
    public async Task A_revision_that_cannot_start_is_rolled_back()
    {
        await CreateAsync(Missing);

        await UpdateAsync(new() { TaskDefinition = "demo:2" });
        await Stage.UntilAsync(world => world.Tasks.Values.Any(task => task.DefinitionKey == "demo:000000002"));
        await SteadyAsync("demo:000000001");

        Stage.World.Tasks.Values.Where(task => task.DefinitionKey == "demo:000000002").Should().HaveCountGreaterThanOrEqualTo(3)
            .And.OnlyContain(task => task.StopCode == TaskStopCode.TaskFailedToStart || task.StopCode == TaskStopCode.ServiceSchedulerInitiated);
        Stage.World.ServiceDeployments.Values.Should().Contain(each => each.Status == ServiceDeploymentStatus.RollbackSuccessful);
    }

    [Test]
    public async Task A_service_that_is_deleted_by_force_takes_its_tasks_along()
    {
        await CreateAsync(Server.Name);

        await Stage.Engine.Store.UpdateAsync(Stage.Scope, (world, now) => DeleteService.Apply(world, new() { Service = "web", Force = true }, now));
        await Stage.UntilAsync(world => world.Tasks.Values.All(task => task.LastStatus == EcsTaskStatus.Stopped));

        Stage.World.Tasks.Should().HaveCount(3);
        Stage.World.Tasks.Values.Should().OnlyContain(task => task.Container("app").ExitCode == 0);
    }
}
