using Workbook.Engine.Tests.Store;
using Workbook.Engine.Tests.Time;
using Workbook.Engine.Time;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Life;

/// <summary>Services go on where they were when the engine ends at any moment and starts again on what its journal kept.</summary>
public class ServiceAdoptionTests
{
    private const string Key = "default/web";

    private static Task<EcsService> UpdateAsync(TestEngine engine, UpdateServiceRequest request)
    {
        engine.Engine.Clock.Stimulate();
        return engine.Engine.Store.UpdateAsync(TestEngine.Scope, (world, now) => UpdateService.Apply(world, request with { Service = "web" }, ResourceIds.Random.NewServiceIds(), now)).AsTask();
    }

    /// <summary>Creates a service of three tasks and the second revision of its definition, whose image is this.</summary>
    private static Task<EcsService> CreateAsync(TestEngine engine, string second)
    {
        engine.Engine.Clock.Stimulate();
        return engine.Engine.Store.UpdateAsync(TestEngine.Scope, (world, now) =>
        {
            world = ClusterRules.Create(world, new()).World;
            (world, _) = TaskDefinitionRegistry.Register(world, TestEngine.Definition(TestEngine.App("nginx")), "me", now);
            (world, _) = TaskDefinitionRegistry.Register(world, TestEngine.Definition(TestEngine.App(second)), "me", now);
            return CreateService.Apply(world, new()
            {
                ServiceName = "web",
                TaskDefinition = "demo:1",
                DesiredCount = 3,
                LaunchType = LaunchType.Fargate,
                NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } },
                DeploymentConfiguration = new() { DeploymentCircuitBreaker = new() { Enable = true, Rollback = true } },
            }, ResourceIds.Random.NewServiceIds(), "me", now);
        }).AsTask();
    }

    private static EcsService ServiceOf(TestEngine engine) => engine.Engine.Store.Read(TestEngine.Scope).Services[Key];

    private static IEnumerable<string> Running(TestEngine engine) => engine.Engine.Store.Read(TestEngine.Scope).Tasks.Values
        .Where(task => task.LastStatus == EcsTaskStatus.Running).Select(task => task.DefinitionKey);

    [Test]
    public async Task A_rolling_deployment_is_completed_from_wherever_it_was([Range(0, 4_000, 250)] int milliseconds)
    {
        var journal = new MemoryJournal();
        await using (var engine = await TestEngine.StartAsync(ClockMode.Manual, journal))
        {
            await CreateAsync(engine, "nginx");
            await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
            await UpdateAsync(engine, new() { TaskDefinition = "demo:2" });
            await engine.AdvanceAsync(milliseconds);
            journal = journal.Copy();
        }

        await using var again = await TestEngine.StartAsync(ClockMode.Automatic, journal, later: TimeSpan.FromMinutes(5));
        await again.RestAsync();

        Running(again).Should().Equal("demo:000000002", "demo:000000002", "demo:000000002");
        again.Engine.Simulation.Count.Should().Be(3);
        ServiceOf(again).Deployments.Should().ContainSingle().Which.RolloutState.Should().Be(DeploymentRolloutState.Completed);
        ServiceOf(again).SteadySince.Should().NotBeNull();
    }

    [Test]
    public async Task A_rollback_is_completed_from_wherever_it_was([Range(0, 30_000, 5_000)] int milliseconds)
    {
        var journal = new MemoryJournal();
        await using (var engine = await TestEngine.StartAsync(ClockMode.Manual, journal))
        {
            await CreateAsync(engine, "workbook/missing");
            await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
            await UpdateAsync(engine, new() { TaskDefinition = "demo:2" });
            await engine.AdvanceAsync(milliseconds);
            journal = journal.Copy();
        }

        await using var again = await TestEngine.StartAsync(ClockMode.Automatic, journal, later: TimeSpan.FromMinutes(5));
        await again.RestAsync();

        Running(again).Should().Equal("demo:000000001", "demo:000000001", "demo:000000001");
        ServiceOf(again).Deployments.Should().ContainSingle().Which.RolloutState.Should().Be(DeploymentRolloutState.Completed);
    }

    [Test]
    public async Task A_service_that_was_being_deleted_is_gone_after_the_restart()
    {
        var journal = new MemoryJournal();
        await using (var engine = await TestEngine.StartAsync(ClockMode.Manual, journal))
        {
            await CreateAsync(engine, "nginx");
            await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
            await engine.Engine.Store.UpdateAsync(TestEngine.Scope, (world, now) => DeleteService.Apply(world, new() { Service = "web", Force = true }, now));
            journal = journal.Copy();
        }

        await using var again = await TestEngine.StartAsync(ClockMode.Automatic, journal, later: TimeSpan.FromMinutes(1));
        await again.RestAsync();

        ServiceOf(again).Status.Should().Be("INACTIVE");
        again.Engine.Simulation.Count.Should().Be(0);
    }
}
