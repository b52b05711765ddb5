using Workbook.Engine.Runtimes.Simulated;
using Workbook.Engine.Time;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Life;

/// <summary>Tasks from RunTask to STOPPED on the whole engine, with containers that follow scripts.</summary>
public class LifeTests
{
    private static readonly HealthCheck Check = new() { Command = ["CMD-SHELL", "curl -f http://localhost/ || exit 1"], Interval = 10, Retries = 3, StartPeriod = 5 };

    private TestEngine _engine = null!;

    [SetUp]
    public async Task BeginAsync() => _engine = await TestEngine.StartAsync(ClockMode.Automatic);

    [TearDown]
    public async Task EndAsync() => await _engine.DisposeAsync();

    private async Task<EcsTask> LivedAsync(RegisterTaskDefinitionRequest definition)
    {
        var id = await _engine.RunAsync(definition);
        await _engine.RestAsync();
        return _engine[id];
    }

    private Task<EcsTask> LivedAsync(string image, params ValueList<string> command) => LivedAsync(TestEngine.Definition(TestEngine.App(image, command)));

    [Test]
    public async Task On_a_manual_clock_every_status_can_be_seen()
    {
        await using var engine = await TestEngine.StartAsync(ClockMode.Manual);
        var id = await engine.RunAsync("nginx");
        var seen = new List<string>();
        await SeeAsync(0);
        await SeeAsync(399);
        await SeeAsync(1);
        await SeeAsync(399);
        await SeeAsync(1);
        await engine.StopAsync(id);
        await SeeAsync(0);
        await SeeAsync(199);
        await SeeAsync(1);
        await SeeAsync(200);
        // 400 ms for the network, 300 for the image, 100 for the start; 200 for the stop, 200 for the network.
        seen.Should().Equal("0 PROVISIONING", "399 PROVISIONING", "400 PENDING", "799 PENDING", "800 RUNNING", "800 STOPPING", "999 STOPPING", "1000 DEPROVISIONING", "1200 STOPPED");

        async Task SeeAsync(int milliseconds)
        {
            await engine.AdvanceAsync(milliseconds);
            seen.Add($"{engine.Elapsed.TotalMilliseconds} {engine.StatusOf(id).ToApi()}");
        }
    }

    [Test]
    public async Task A_server_runs_and_the_clock_stands_still_meanwhile()
    {
        var task = await LivedAsync("nginx");
        task.LastStatus.Should().Be(EcsTaskStatus.Running);
        _engine.Elapsed.Should().Be(TimeSpan.FromMilliseconds(800));

        await _engine.StopAsync(task.Id);
        await _engine.RestAsync();
        var stopped = _engine[task.Id];
        (stopped.LastStatus, stopped.StopCode, stopped.Container("app").ExitCode).Should().Be((EcsTaskStatus.Stopped, TaskStopCode.UserInitiated, 0));
        _engine.Elapsed.Should().Be(TimeSpan.FromMilliseconds(1200));
        _engine.Engine.Simulation.Count.Should().Be(0);
    }

    [Test]
    public async Task A_stopped_task_can_be_seen_until_an_hour_of_the_clock_is_over()
    {
        var task = await LivedAsync("hello-world");
        await _engine.AdvanceAsync(TimeSpan.FromMinutes(59));
        _engine.Engine.Store.Read(TestEngine.Scope).Tasks.Should().ContainKey(task.Id);
        await _engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        _engine.Engine.Store.Read(TestEngine.Scope).Tasks.Should().BeEmpty();
    }

    private static readonly object[] Jobs =
    [
        new object?[] { "workbook/crash", null, 1.0, 1, null },
        new object?[] { "workbook/batch", null, 5.0, 0, null },
        new object?[] { "workbook/out-of-memory", null, 3.0, 137, "OutOfMemoryError: Container killed due to memory usage" },
        new object?[] { "hello-world", null, 0.0, 0, null },
        new object?[] { "busybox", "sleep 10; exit 3", 10.0, 3, null },
        new object?[] { "nginx", "exit 2", 0.0, 2, null },
    ];

    [TestCaseSource(nameof(Jobs))]
    public async Task A_job_runs_as_long_as_its_script_says_and_ends_its_task(string image, string? line, double seconds, int exitCode, string? reason)
    {
        var task = line is null ? await LivedAsync(image) : await LivedAsync(image, "sh", "-c", line);
        var container = task.Container("app");
        task.LastStatus.Should().Be(EcsTaskStatus.Stopped);
        (task.StopCode, task.StoppedReason).Should().Be((TaskStopCode.EssentialContainerExited, "Essential container in task exited"));
        (container.ExitCode, container.Reason).Should().Be((exitCode, reason));
        (container.StoppedAt - container.StartedAt)!.Value.TotalSeconds.Should().Be(seconds);
        task.StartedAt.Should().Be(container.StartedAt, "even the shortest job is RUNNING for a moment");
    }

    [Test]
    public async Task A_missing_image_fails_the_start()
    {
        var task = await LivedAsync("workbook/missing");
        (task.LastStatus, task.StopCode).Should().Be((EcsTaskStatus.Stopped, TaskStopCode.TaskFailedToStart));
        task.StoppedReason.Should().StartWith("CannotPullContainerError: ").And.Be(task.Container("app").Reason);
        task.StartedAt.Should().BeNull();
    }

    [Test]
    public async Task A_slow_start_takes_twenty_seconds()
    {
        var task = await LivedAsync("workbook/slow-start");
        task.LastStatus.Should().Be(EcsTaskStatus.Running);
        (task.StartedAt - task.PullStoppedAt).Should().Be(TimeSpan.FromSeconds(20));
    }

    [TestCase(null, 30)]
    [TestCase(5, 5)]
    public async Task Who_ignores_SIGTERM_is_killed_when_the_stop_timeout_is_over(int? stopTimeout, int seconds)
    {
        var task = await LivedAsync(TestEngine.Definition(TestEngine.App("workbook/ignores-sigterm") with { StopTimeout = stopTimeout }));
        await _engine.StopAsync(task.Id);
        await _engine.RestAsync();
        task = _engine[task.Id];
        task.Container("app").ExitCode.Should().Be(137);
        (task.Container("app").StoppedAt - task.StoppingAt).Should().Be(TimeSpan.FromSeconds(seconds));
    }

    [TestCase("nginx", ContainerHealth.Healthy, 10)]
    // 5 s of start period, then three failures in a row, 10 s apart
    [TestCase("workbook/unhealthy", ContainerHealth.Unhealthy, 35)]
    public async Task A_health_check_speaks_after_its_time_and_a_task_alone_goes_on(string image, ContainerHealth health, int seconds)
    {
        var task = await LivedAsync(TestEngine.Definition(TestEngine.App(image) with { HealthCheck = Check }));
        task.LastStatus.Should().Be(EcsTaskStatus.Running);
        task.Container("app").Health.Should().Be(health);
        (_engine.Engine.Clock.GetUtcNow() - task.StartedAt).Should().Be(TimeSpan.FromSeconds(seconds));
    }

    [Test]
    public async Task Containers_that_depend_on_each_other_start_and_stop_in_order()
    {
        var task = await LivedAsync(TestEngine.Definition(
            TestEngine.App("nginx") with { DependsOn = [new() { ContainerName = "db", Condition = "HEALTHY" }, new() { ContainerName = "migrate", Condition = "SUCCESS" }] },
            new() { Name = "db", Image = "postgres", HealthCheck = Check },
            new() { Name = "migrate", Image = "busybox", Command = ["sleep", "3"], Essential = false, DependsOn = [new() { ContainerName = "db", Condition = "START" }] }));

        task.LastStatus.Should().Be(EcsTaskStatus.Running);
        task.Container("migrate").StartedAt.Should().BeAfter(task.Container("db").StartedAt!.Value);
        task.Container("app").StartedAt.Should().Be(task.Container("db").StartedAt!.Value + TimeSpan.FromSeconds(10.1));

        await _engine.StopAsync(task.Id);
        await _engine.RestAsync();
        task = _engine[task.Id];
        task.Container("db").StoppedAt.Should().Be(task.Container("app").StoppedAt!.Value + TimeSpan.FromMilliseconds(200));
    }

    [Test]
    public async Task A_crash_loop_under_a_restart_policy_stops_at_the_clock_s_horizon_and_not_before()
    {
        var task = await LivedAsync(TestEngine.Definition(
            TestEngine.App("busybox", "sh", "-c", "sleep 60; exit 1") with { RestartPolicy = new() { Enabled = true, RestartAttemptPeriod = 60 } }));
        task.LastStatus.Should().Be(EcsTaskStatus.Running);
        // 60.1 s for each round
        task.Container("app").Restarts.Should().Be(59);
        _engine.Elapsed.Should().BeLessThanOrEqualTo(EngineClock.Horizon);
    }

    [Test]
    public async Task A_killed_container_ends_its_task()
    {
        var task = await LivedAsync("nginx");
        _engine.Engine.Simulation.Kill(TestEngine.Scope, task.Id, "app", 137, StopReasons.OutOfMemory).Should().BeTrue();
        _engine.Engine.Simulation.Kill(TestEngine.Scope, task.Id, "app", 1, null).Should().BeFalse("it is dead already");
        await _engine.RestAsync();
        task = _engine[task.Id];
        (task.LastStatus, task.StopCode).Should().Be((EcsTaskStatus.Stopped, TaskStopCode.EssentialContainerExited));
        (task.Container("app").ExitCode, task.Container("app").Reason).Should().Be((137, StopReasons.OutOfMemory));
    }

    [Test]
    public async Task A_container_s_health_can_be_changed_from_outside()
    {
        var task = await LivedAsync(TestEngine.Definition(TestEngine.App("nginx") with { HealthCheck = Check }));
        _engine.Engine.Simulation.SetHealth(TestEngine.Scope, task.Id, "app", ContainerHealth.Unhealthy).Should().BeTrue();
        await _engine.RestAsync();
        _engine[task.Id].Container("app").Health.Should().Be(ContainerHealth.Unhealthy);
    }

    [Test]
    public async Task There_is_nothing_to_break_where_nothing_runs()
    {
        var simulation = _engine.Engine.Simulation;
        var task = await LivedAsync("hello-world");
        simulation.Kill(TestEngine.Scope, task.Id, "app", 1, null).Should().BeFalse();
        simulation.SetHealth(TestEngine.Scope, task.Id, "app", ContainerHealth.Healthy).Should().BeFalse();
        simulation.Kill(TestEngine.Scope with { Region = "eu-west-1" }, task.Id, "app", 1, null).Should().BeFalse();
    }

    [Test]
    public async Task A_script_can_be_set_for_an_image()
    {
        var images = new ImageCatalog();
        images.Set("mine", ImageScript.Job(TimeSpan.FromSeconds(42), exitCode: 9) with { PullTime = TimeSpan.FromSeconds(8) });
        await using var engine = await TestEngine.StartAsync(ClockMode.Automatic, images: images);
        var id = await engine.RunAsync("mine:3");
        await engine.RestAsync();
        (engine[id].PullStoppedAt - engine[id].PullStartedAt).Should().Be(TimeSpan.FromSeconds(8));
        engine[id].Container("app").ExitCode.Should().Be(9);
    }
}
