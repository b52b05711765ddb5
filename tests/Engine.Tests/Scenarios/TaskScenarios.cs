using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;
using static Workbook.Engine.Tests.Scenarios.PracticeImage;

namespace Workbook.Engine.Tests.Scenarios;

/// <summary>One task from RunTask to STOPPED: status, stop code, reasons and exit codes.</summary>
internal sealed class TaskScenarios(string backend) : Scenario(backend)
{
    [Test]
    public async Task A_server_runs_and_obeys_SIGTERM()
    {
        var task = await Stage.RunningAsync(Stage.Task(Stage.App(Server)));
        task.Container("app").RuntimeId.Should().NotBeNullOrEmpty();

        task = await Stage.StoppedAsync(task.Id);

        (task.StopCode, task.StoppedReason).Should().Be((TaskStopCode.UserInitiated, "Task stopped by user"));
        (task.Container("app").ExitCode, task.Container("app").Reason).Should().Be((0, null));
    }

    [Test]
    public async Task A_crash_ends_the_task()
    {
        var task = await Stage.LivedAsync(Stage.Task(Stage.App(Crash)));

        (task.StopCode, task.StoppedReason).Should().Be((TaskStopCode.EssentialContainerExited, "Essential container in task exited"));
        (task.Container("app").ExitCode, task.Container("app").Reason).Should().Be((1, null));
        task.StartedAt.Should().NotBeNull("even the shortest job is RUNNING for a moment");
    }

    [TestCase("true", 0)]
    [TestCase("exit 42", 42)]
    [TestCase("sleep 0.5; exit 3", 3)]
    public async Task A_command_gives_its_exit_code(string line, int exitCode)
    {
        var task = await Stage.LivedAsync(Stage.Task(Stage.Shell(line)));

        (task.StopCode, task.Container("app").ExitCode).Should().Be((TaskStopCode.EssentialContainerExited, exitCode));
    }

    [Test]
    public async Task Who_uses_more_memory_than_its_limit_is_killed()
    {
        var task = await Stage.LivedAsync(Stage.Task(Stage.App(OutOfMemory) with { Memory = 32 }));

        (task.StopCode, task.StoppedReason).Should().Be((TaskStopCode.EssentialContainerExited, "Essential container in task exited"));
        (task.Container("app").ExitCode, task.Container("app").Reason).Should().Be((137, "OutOfMemoryError: Container killed due to memory usage"));
    }

    [Test]
    public async Task Who_ignores_SIGTERM_is_killed()
    {
        var task = await Stage.RunningAsync(Stage.Task(Stage.App(IgnoresSigterm) with { StopTimeout = 2 }));

        task = await Stage.StoppedAsync(task.Id);

        (task.StopCode, task.Container("app").ExitCode, task.Container("app").Reason).Should().Be((TaskStopCode.UserInitiated, 137, null));
    }

    [Test]
    public async Task A_missing_image_fails_the_start()
    {
        var task = await Stage.LivedAsync(Stage.Task(Stage.Container("app", Missing)));

        task.StopCode.Should().Be(TaskStopCode.TaskFailedToStart);
        task.StoppedReason.Should().StartWith("CannotPullContainerError: ").And.Be(task.Container("app").Reason);
        (task.StartedAt, task.Container("app").ExitCode).Should().Be((null, null));
    }

    [Test]
    public async Task A_killed_container_ends_its_task()
    {
        var task = await Stage.RunningAsync(Stage.Task(Stage.App(Server)));

        Stage.Kill(task.Id);
        task = await Stage.UntilAsync(task.Id, EcsTaskStatus.Stopped);

        (task.StopCode, task.StoppedReason).Should().Be((TaskStopCode.EssentialContainerExited, "Essential container in task exited"));
        (task.Container("app").ExitCode, task.Container("app").Reason).Should().Be((137, null));
    }

    [Test]
    public async Task A_container_that_crashes_is_started_again_by_its_restart_policy()
    {
        var first = await Stage.RunningAsync(Stage.Task(Stage.App(Server) with { RestartPolicy = new() { Enabled = true, RestartAttemptPeriod = 60 } }));
        await Stage.Engine.Clock.AdvanceAsync(TimeSpan.FromSeconds(61));

        Stage.Kill(first.Id);
        await Stage.UntilAsync(world => world.Tasks[first.Id].Container("app") is { Restarts: 1, Status: ContainerStatus.Running });

        var second = Stage[first.Id];
        second.LastStatus.Should().Be(EcsTaskStatus.Running);
        second.Container("app").RuntimeId.Should().NotBe(first.Container("app").RuntimeId);
        await Stage.ReadyAsync(second);
        (await Stage.StoppedAsync(first.Id)).Container("app").ExitCode.Should().Be(0);
    }

    [Test]
    public async Task A_container_that_exits_too_early_is_not_started_again()
    {
        var task = await Stage.LivedAsync(Stage.Task(Stage.App(Crash) with { RestartPolicy = new() { Enabled = true, RestartAttemptPeriod = 60 } }));

        (task.StopCode, task.Container("app").Restarts, task.Container("app").ExitCode).Should().Be((TaskStopCode.EssentialContainerExited, 0, 1));
    }

    [TestCase(ContainerStatus.None)]
    [TestCase(ContainerStatus.Pulling)]
    [TestCase(ContainerStatus.Starting)]
    [TestCase(ContainerStatus.Running)]
    public async Task A_task_stops_wherever_it_was(ContainerStatus status)
    {
        var id = await Stage.RunAsync(Stage.Task(Stage.App(Server) with { StopTimeout = 2 }));
        await Stage.UntilAsync(world => world.Tasks[id].Container("app").Status >= status);

        var task = await Stage.StoppedAsync(id);

        (task.StopCode, task.StoppedReason).Should().Be((TaskStopCode.UserInitiated, "Task stopped by user"));
        (await Stage.CountAsync()).Should().Be(0);
    }
}
