using Workbook.Engine.Tests.Scenarios;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker;

/// <summary>Containers that cannot be started, in the agent's words.</summary>
internal sealed class StartErrorTests : RealContainers
{
    [Test]
    public async Task A_command_that_does_not_exist_cannot_be_started()
    {
        var task = await Stage.LivedAsync(Stage.Task(Stage.App(PracticeImage.BusyBox, "no-such-program")));

        (task.StopCode, task.StartedAt, task.Container("app").ExitCode).Should().Be((TaskStopCode.TaskFailedToStart, null, null));
        task.StoppedReason.Should().StartWith("CannotStartContainerError: Error response from daemon: ").And.Contain("\"no-such-program\": executable file not found in $PATH");
        (await Stage.CountAsync()).Should().Be(0);
    }

    [Test]
    public async Task A_user_that_does_not_exist_cannot_be_started()
    {
        var task = await Stage.LivedAsync(Stage.Task(Doing("true") with { User = "nobody-of-that-name" }));

        task.StoppedReason.Should().StartWith("CannotStartContainerError: ").And.Contain("nobody-of-that-name");
    }

    [Test]
    public async Task A_host_path_that_is_none_cannot_be_created()
    {
        var task = await Stage.LivedAsync(Stage.OnMachine(NetworkMode.None, Doing("true") with { MountPoints = [new() { SourceVolume = "data", ContainerPath = "not/absolute" }] })
            with { Volumes = [new() { Name = "data" }] });

        task.Container("app").Reason.Should().StartWith("CannotCreateContainerError: Error response from daemon: ").And.Contain("not/absolute");
    }

    [Test]
    public async Task A_container_that_is_not_essential_may_fail_to_start()
    {
        var task = await Stage.RunningAsync(Stage.Task(Doing("true"), Stage.Container("extra", PracticeImage.BusyBox.Name, "no-such-program") with { Essential = false }));

        task.Container("extra").Reason.Should().StartWith("CannotStartContainerError: ");
        task.Container("app").Status.Should().Be(ContainerStatus.Running);
    }
}
