using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Engine.Tests.State;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker;

/// <summary>What others do to containers with the docker command is seen.</summary>
internal sealed class OutsideTests : RealContainers
{
    private static readonly (string, string) Exited = (TaskStopCode.EssentialContainerExited, "Essential container in task exited");

    private static readonly Dictionary<string, Func<string, Task>> Deeds = new()
    {
        ["kill"] = id => PracticeDocker.Client.Containers.KillContainerAsync(id, new ContainerKillParameters { Signal = "SIGKILL" }),
        ["stop"] = id => PracticeDocker.Client.Containers.StopContainerAsync(id, new ContainerStopParameters { WaitBeforeKillSeconds = 30 }),
        ["rm -f"] = id => PracticeDocker.Client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true }),
    };

    [TestCase("kill", 137)]
    [TestCase("stop", 0)]
    [TestCase("rm -f", 137)]
    public async Task A_container_that_somebody_ends_ends_its_task(string deed, int exitCode)
    {
        var task = await Stage.RunningAsync(Stage.Task(Stage.App(PracticeImage.Server)));

        await Deeds[deed](task.Container("app").RuntimeId!);
        task = await Stage.UntilAsync(task.Id, EcsTaskStatus.Stopped);

        (task.StopCode, task.StoppedReason).Should().Be(Exited);
        task.Container("app").ExitCode.Should().Be(exitCode);
    }

    [Test]
    public async Task A_task_whose_pause_container_is_killed_has_lost_its_network_and_ends()
    {
        var task = await Stage.RunningAsync(Stage.Task(Stage.App(PracticeImage.Server), Doing("true", "sidecar") with { Essential = false }));
        var pause = (await PracticeDocker.ContainersOfAsync(EngineId)).Single(TaskCleanup.IsPause);

        await Deeds["kill"](pause.ID);
        task = await Stage.UntilAsync(task.Id, EcsTaskStatus.Stopped);

        (task.StopCode, task.StoppedReason).Should().Be(Exited);
        (await PracticeDocker.ContainersOfAsync(EngineId)).Should().BeEmpty();
    }

    [TestCase("kill")]
    [TestCase("rm -f")]
    public async Task A_task_whose_pause_container_ends_while_no_engine_looks_ends_with_the_next_engine(string deed)
    {
        using var folder = new TempFolder();
        var engineId = EngineIdentity.Of(folder.Path).Id;
        EcsTask task;
        await using (var first = await Stage.StartAsync(Stage.Docker, folder.Path)) task = await first.RunningAsync(Stage.Task(Stage.App(PracticeImage.Server), Doing("true", "sidecar") with { Essential = false }));

        await Deeds[deed]((await PracticeDocker.ContainersOfAsync(engineId)).Single(TaskCleanup.IsPause).ID);
        await using (var second = await Stage.StartAsync(Stage.Docker, folder.Path)) task = await second.UntilAsync(task.Id, EcsTaskStatus.Stopped);

        (task.StopCode, task.StoppedReason).Should().Be(Exited);
        (await PracticeDocker.ContainersOfAsync(engineId)).Should().BeEmpty();
        await DockerReset.RemoveAsync(new(), folder.Path, default);
    }

    [Test]
    public async Task Health_that_changes_is_told_each_time()
    {
        var task = await Stage.RunningAsync(Stage.OnMachine(NetworkMode.None, Doing("true") with
        {
            HealthCheck = new() { Command = ["CMD-SHELL", "test ! -e /ill"], Interval = 5, Retries = 1 },
        }));
        await Stage.UntilAsync(world => world.Tasks[task.Id].Container("app").Health == ContainerHealth.Healthy);

        await using var exec = await Stage.Engine.Runtime.ExecAsync(new(new(Stage.Scope, task, Stage.World.TaskDefinitions[task.DefinitionKey].Definition, null), task.Container("app"), Doing("true")), new(["touch", "/ill"], HasTerminal: false), default);
        await Stage.UntilAsync(world => world.Tasks[task.Id].Container("app").Health == ContainerHealth.Unhealthy);

        Stage[task.Id].LastStatus.Should().Be(EcsTaskStatus.Running);
    }
}
