using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker;

/// <summary>When Docker's disk is full, tasks end with Docker's words and the engine goes on.</summary>
[Category("Docker")]
internal sealed class DiskFullTests
{
    [Test]
    public async Task Tasks_find_no_room_until_somebody_makes_some()
    {
        await using var daemon = await SecondDaemon.StartOnSmallDiskAsync(mebibytes: 96);
        await using var stage = await Stage.StartAsync(Stage.Docker, docker: new DockerOptions { Endpoint = daemon.Endpoint });
        var server = Stage.Task(Stage.App(PracticeImage.Server));
        var before = await RunningAsync();

        var filler = daemon.FillDisk();
        var refused = await stage.LivedAsync(server);

        refused.StopCode.Should().Be(TaskStopCode.TaskFailedToStart);
        refused.StoppedReason.Should().StartWith("CannotCreateContainerError: Error response from daemon: ").And.EndWith("no space left on device");
        stage[before.Id].LastStatus.Should().Be(EcsTaskStatus.Running);

        filler.Delete();
        (await RunningAsync()).LastStatus.Should().Be(EcsTaskStatus.Running);

        async Task<EcsTask> RunningAsync() => await stage.UntilAsync(await stage.RunAsync(server), EcsTaskStatus.Running);
    }
}
