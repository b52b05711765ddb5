using Docker.DotNet.Models;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker;

/// <summary>What an engine leaves on Docker, and what it leaves alone.</summary>
internal sealed class OwnershipTests : RealContainers
{
    private static RegisterTaskDefinitionRequest Everything =>
        Stage.OnMachine(NetworkMode.Awsvpc, Doing("true") with { MountPoints = [new() { SourceVolume = "data", ContainerPath = "/data" }] }, Doing("true", "sidecar")) with { Volumes = [new() { Name = "data" }] };

    /// <summary>A container of nobody's, made to look like an engine's as far as labels say.</summary>
    private static async Task<string> StartForeignAsync(params (string Name, string Value)[] labels)
    {
        var created = await PracticeDocker.Client.Containers.CreateContainerAsync(new CreateContainerParameters
        {
            Image = PracticeImage.BusyBox.Name,
            Cmd = ["tail", "-f", "/dev/null"],
            Labels = labels.ToDictionary(label => label.Name, label => label.Value),
        });
        await PracticeDocker.Client.Containers.StartContainerAsync(created.ID, new ContainerStartParameters());
        return created.ID;
    }

    private static async Task<bool> ExistsAsync(string id) =>
        (await PracticeDocker.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true })).Any(container => container.ID == id);

    [Test]
    public async Task A_reset_removes_containers_networks_and_volumes_and_touches_nothing_else()
    {
        await Stage.RunningAsync(Everything);
        (await PracticeDocker.BelongingsOfAsync(EngineId)).Should().HaveCount(5, "two containers, a pause container, a network and a volume are there");
        var foreign = await StartForeignAsync(("workbook.engine", $"not-{EngineId}"));
        try
        {
            await Stage.Engine.ResetAsync();

            (await PracticeDocker.BelongingsOfAsync(EngineId)).Should().Equal($"workbook-{EngineId}");
            (await ExistsAsync(foreign)).Should().BeTrue();
        }
        finally
        {
            await PracticeDocker.Client.Containers.RemoveContainerAsync(foreign, new ContainerRemoveParameters { Force = true });
        }
    }

    [Test]
    public async Task An_engine_that_keeps_nothing_takes_everything_along()
    {
        string id;
        await using (var other = await Stage.StartAsync(Stage.Docker))
        {
            await other.RunningAsync(Everything);
            id = ((Runtimes.Docker.DockerRuntime)other.Engine.Runtime).Identity.Id;
        }

        (await PracticeDocker.BelongingsOfAsync(id)).Should().BeEmpty();
    }

    [Test]
    public async Task What_an_engine_left_whose_process_was_killed_is_removed_by_the_next()
    {
        // No process has the number 0.
        var left = await StartForeignAsync(("workbook.engine", $"dead-{EngineId}"), ("workbook.process", $"{Environment.MachineName}/0/1"));
        var elsewhere = await StartForeignAsync(("workbook.engine", $"elsewhere-{EngineId}"), ("workbook.process", "another-machine/1/1"));
        try
        {
            await using var next = await Stage.StartAsync(Stage.Docker);

            (await ExistsAsync(left), await ExistsAsync(elsewhere)).Should().Be((false, true));
        }
        finally
        {
            await PracticeDocker.Client.Containers.RemoveContainerAsync(elsewhere, new ContainerRemoveParameters { Force = true });
        }
    }

    [Test]
    public async Task What_belongs_to_no_task_is_removed_after_a_restart()
    {
        await using var folder = new DataFolder();
        string task;
        await using (var first = await Stage.StartAsync(Stage.Docker, folder.Path)) task = (await first.RunningAsync(Everything)).Id;
        var orphan = await StartForeignAsync(("workbook.engine", folder.EngineId!), ("workbook.scope", "123456789012/us-east-1"), ("workbook.task", new string('0', 32)), ("workbook.container", "app"));

        await using var second = await Stage.StartAsync(Stage.Docker, folder.Path);

        (await ExistsAsync(orphan)).Should().BeFalse();
        second[task].LastStatus.Should().Be(EcsTaskStatus.Running);
        (await second.CountAsync()).Should().Be(2);
    }

    [Test]
    public async Task A_container_that_is_gone_after_a_restart_has_ended()
    {
        await using var folder = new DataFolder();
        EcsTask task;
        await using (var first = await Stage.StartAsync(Stage.Docker, folder.Path)) task = await first.RunningAsync(Everything);
        await PracticeDocker.Client.Containers.RemoveContainerAsync(task.Container("app").RuntimeId!, new ContainerRemoveParameters { Force = true });

        await using var second = await Stage.StartAsync(Stage.Docker, folder.Path);
        task = await second.UntilAsync(task.Id, EcsTaskStatus.Stopped);

        (task.StopCode, task.Container("app").ExitCode).Should().Be((TaskStopCode.EssentialContainerExited, 137));
        task.Container("app").Reason.Should().StartWith("CannotInspectContainerError: ");
        (await second.CountAsync()).Should().Be(0);
    }
}
