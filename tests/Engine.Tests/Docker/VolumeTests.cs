using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Engine.Tests.State;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;
using Scope = Workbook.Shapes.Ecs.Scope;

namespace Workbook.Engine.Tests.Docker;

/// <summary>Volumes of a task: where they are, who sees them, and when they go.</summary>
internal sealed class VolumeTests : RealContainers
{
    private static MountPoint At(string path, string volume = "data", bool readOnly = false) => new() { SourceVolume = volume, ContainerPath = path, ReadOnly = readOnly };

    private static RegisterTaskDefinitionRequest With(Volume volume, params ContainerDefinition[] containers) =>
        Stage.OnMachine(NetworkMode.Bridge, [.. containers]) with { Volumes = [volume] };

    [Test]
    public async Task A_host_path_is_seen_inside_and_written_to_unless_it_is_read_only()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "from-outside"), "in\n");

        var lines = await LinesAsync(With(
            new() { Name = "data", Host = new() { SourcePath = folder.Path } },
            Doing("cat /data/from-outside; echo out > /data/from-inside; touch /fixed/x 2>/dev/null || echo refused") with { MountPoints = [At("/data"), At("/fixed", readOnly: true)] }));

        lines.Should().Equal("in", "refused");
        (await File.ReadAllTextAsync(Path.Combine(folder.Path, "from-inside"))).Should().Be("out\n");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_volume_of_the_task_is_shared_by_its_containers_and_goes_with_it(bool byDocker)
    {
        var volume = new Volume { Name = "data", DockerVolumeConfiguration = byDocker ? new() { Scope = Scope.Task, Labels = new([new("purpose", "test")]) } : null };
        var task = await Stage.RunningAsync(With(
            volume,
            Doing("until cat /data/note 2>/dev/null; do sleep 0.1; done") with { MountPoints = [At("/data")] },
            Doing("echo hello > /elsewhere/note", "writer") with { MountPoints = [At("/elsewhere")] }) with { NetworkMode = NetworkMode.Awsvpc });
        (await LinesAsync(task)).Should().Equal("hello");
        var name = (await PracticeDocker.BelongingsOfAsync(EngineId)).Single(each => each.Contains("data"));
        if (byDocker) (await PracticeDocker.Client.Volumes.InspectAsync(name)).Labels.Should().Contain("purpose", "test");

        Stage.Kill(task.Id);
        Stage.Kill(task.Id, "writer");
        await Stage.UntilAsync(task.Id, EcsTaskStatus.Stopped);

        (await PracticeDocker.BelongingsOfAsync(EngineId)).Should().NotContain(name);
    }

    [Test]
    public async Task A_shared_volume_outlives_its_task_and_the_engine_s_reset()
    {
        var name = $"engine-tests-{EngineId}";
        var volume = new Volume { Name = name, DockerVolumeConfiguration = new() { Scope = Scope.Shared, Autoprovision = true } };
        try
        {
            var first = await Stage.RunningAsync(With(volume, Doing("echo kept > /data/note") with { MountPoints = [At("/data", name)] }));
            await LinesAsync(first);
            await Stage.Engine.ResetAsync();

            var lines = await LinesAsync(With(volume, Doing("cat /data/note") with { MountPoints = [At("/data", name)] }));

            lines.Should().Equal("kept");
        }
        finally
        {
            await Stage.Engine.ResetAsync();
            await PracticeDocker.Client.Volumes.RemoveAsync(name, force: true);
        }
    }

    [Test]
    public async Task Volumes_from_another_container_are_where_it_has_them()
    {
        var task = await Stage.RunningAsync(With(
            new() { Name = "data" },
            Doing("until cat /data/note 2>/dev/null; do sleep 0.1; done; touch /data/x 2>/dev/null || echo refused") with { VolumesFrom = [new() { SourceContainer = "owner", ReadOnly = true }] },
            Doing("echo hello > /data/note", "owner") with { MountPoints = [At("/data")] }));

        (await LinesAsync(task)).Should().Equal("hello", "refused");
    }

    [Test]
    public async Task A_file_system_of_AWS_says_that_Docker_has_none()
    {
        var task = await Stage.LivedAsync(Stage.Task(Doing("true") with { MountPoints = [At("/data")] })
            with { Volumes = [new() { Name = "data", EfsVolumeConfiguration = new() { FileSystemId = "fs-12345678" } }] });

        task.StopCode.Should().Be(TaskStopCode.TaskFailedToStart);
        task.Container("app").Reason.Should().StartWith("ResourceInitializationError: volume data is on a file system of AWS");
    }

    [Test]
    public async Task One_that_a_killed_engine_left_without_a_task_is_removed_by_the_next_engine()
    {
        using var folder = new TempFolder();
        var identity = EngineIdentity.Of(folder.Path);
        await PracticeDocker.Client.Volumes.CreateAsync(new() { Name = $"ecs-{identity.Id}", Labels = new Dictionary<string, string> { ["workbook.engine"] = identity.Id, ["workbook.task"] = "stopped" } });

        await using (await Stage.StartAsync(Stage.Docker, folder.Path))
            (await PracticeDocker.BelongingsOfAsync(identity.Id)).Should().Equal($"workbook-{identity.Id}");

        await DockerReset.RemoveAsync(new(), folder.Path, default);
    }
}
