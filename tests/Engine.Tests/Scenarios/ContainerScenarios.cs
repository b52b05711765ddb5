using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;
using static Workbook.Engine.Tests.Scenarios.PracticeImage;

namespace Workbook.Engine.Tests.Scenarios;

/// <summary>Several containers in one task: what they wait for, how they stop, and what they share.</summary>
internal sealed class ContainerScenarios(string backend) : Scenario(backend)
{
    // The shortest interval that ECS takes.
    private static readonly HealthCheck Asking = new() { Command = ["CMD-SHELL", "wget -q -O /dev/null http://localhost/index.html"], Interval = 5, Retries = 1 };

    private static ContainerDefinition App(string dependency, string condition) =>
        Stage.App(Server) with { DependsOn = [new() { ContainerName = dependency, Condition = condition }] };

    [Test]
    public async Task Who_depends_on_a_start_starts_later_and_stops_earlier()
    {
        var task = await Stage.RunningAsync(Stage.Task(App("db", "START"), Stage.Container("db", IgnoresSigterm.Name) with { StopTimeout = 2 }));
        task.Container("app").StartedAt.Should().BeOnOrAfter(task.Container("db").StartedAt!.Value);

        task = await Stage.StoppedAsync(task.Id);

        task.Container("db").StoppedAt.Should().BeAfter(task.Container("app").StoppedAt!.Value);
        (task.Container("app").ExitCode, task.Container("db").ExitCode).Should().Be((0, 137));
    }

    [TestCase("COMPLETE", "sleep 0.5; exit 3", 3)]
    [TestCase("SUCCESS", "sleep 0.5", 0)]
    public async Task Who_depends_on_an_end_starts_after_it(string condition, string line, int exitCode)
    {
        var task = await Stage.RunningAsync(Stage.Task(App("init", condition), Stage.Shell(line, "init") with { Essential = false }));

        task.Container("init").ExitCode.Should().Be(exitCode);
        task.Container("app").StartedAt.Should().BeOnOrAfter(task.Container("init").StoppedAt!.Value);
        (await Stage.StoppedAsync(task.Id)).Container("app").ExitCode.Should().Be(0);
    }

    [Test]
    public async Task Who_depends_on_a_success_that_never_comes_is_not_started()
    {
        var task = await Stage.LivedAsync(Stage.Task(App("init", "SUCCESS"), Stage.Shell("exit 3", "init") with { Essential = false }));

        task.StopCode.Should().Be(TaskStopCode.TaskFailedToStart);
        task.StoppedReason.Should().Be("dependency graph: failed to resolve container ordering dependency [init] for target [app] as dependency did not exit successfully.");
        (task.Container("init").ExitCode, task.Container("app").ExitCode).Should().Be((3, null));
    }

    [Test]
    public async Task Who_depends_on_health_waits_for_it()
    {
        var task = await Stage.RunningAsync(Stage.Task(
            Stage.Container("app", Visitor.Name) with { DependsOn = [new() { ContainerName = "web", Condition = "HEALTHY" }] },
            Stage.Container("web", Server.Name) with { HealthCheck = Asking }));

        task.Container("web").Health.Should().Be(ContainerHealth.Healthy);
        task.Container("app").StartedAt.Should().BeAfter(task.Container("web").StartedAt!.Value);
    }

    [Test]
    public async Task A_health_check_that_fails_says_so_and_a_task_alone_goes_on()
    {
        var task = await Stage.RunningAsync(Stage.Task(Stage.App(Unhealthy) with { HealthCheck = Asking }));

        await Stage.UntilAsync(world => world.Tasks[task.Id].Container("app").Health == ContainerHealth.Unhealthy);

        (Stage[task.Id].LastStatus, Stage[task.Id].Health).Should().Be((EcsTaskStatus.Running, ContainerHealth.Unhealthy));
    }

    [Test]
    public async Task A_container_that_is_not_essential_may_end()
    {
        var task = await Stage.RunningAsync(Stage.Task(Stage.App(Server), Stage.Container("job", Batch.Name) with { Essential = false }));

        await Stage.UntilAsync(world => world.Tasks[task.Id].Container("job").IsStopped);

        Stage[task.Id].Container("job").ExitCode.Should().Be(0);
        Stage[task.Id].LastStatus.Should().Be(EcsTaskStatus.Running);
    }

    [Test]
    public async Task The_end_of_an_essential_container_stops_the_others()
    {
        var task = await Stage.LivedAsync(Stage.Task(Stage.App(Server) with { StopTimeout = 2 }, Stage.Container("job", Crash.Name)));

        task.StopCode.Should().Be(TaskStopCode.EssentialContainerExited);
        task.Container("job").ExitCode.Should().Be(1);
        // It may have been told to stop before it knew what to do with the signal.
        task.Container("app").ExitCode.Should().NotBeNull();
    }

    [Test]
    public async Task Containers_of_one_awsvpc_task_meet_on_localhost()
    {
        var task = await Stage.LivedAsync(Stage.Task(Stage.App(Server), Stage.Container("visitor", Visitor.Name)));

        (task.Container("visitor").ExitCode, task.Container("app").ExitCode).Should().Be((0, 0));
    }
}
