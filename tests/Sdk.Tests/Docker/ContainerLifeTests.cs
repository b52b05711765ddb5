using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Workbook.Sdk.Tests.Docker;

public sealed class ContainerLifeTests
{
    private static IContainerOperations Containers => Engine.Client.Containers;

    [Test]
    public async Task A_container_runs_to_its_end_and_its_log_keeps_output_and_errors_apart()
    {
        var id = await Engine.StartAsync("echo to output; echo to errors >&2; exit 3");

        var end = await Containers.WaitContainerAsync(id);

        end.StatusCode.Should().Be(3);
        using var log = await Containers.GetContainerLogsAsync(id, new ContainerLogsParameters { ShowStdout = true, ShowStderr = true });
        (await log.ReadOutputToEndAsync(CancellationToken.None)).Should().Be(("to output\n", "to errors\n"));
        var state = (await Containers.InspectContainerAsync(id)).State!;
        state.Status.Should().Be("exited");
        state.ExitCode.Should().Be(3);
    }

    [Test]
    public async Task Starting_twice_and_stopping_twice_say_that_there_was_nothing_to_do()
    {
        var id = await Engine.StartAsync("exec /bin/busybox sleep 1000");

        (await Containers.StartContainerAsync(id, new ContainerStartParameters())).Should().BeFalse();
        (await Containers.StopContainerAsync(id, new ContainerStopParameters { WaitBeforeKillSeconds = 0 })).Should().BeTrue();
        (await Containers.StopContainerAsync(id, new ContainerStopParameters { WaitBeforeKillSeconds = 0 })).Should().BeFalse();

        (await Containers.WaitContainerAsync(id)).StatusCode.Should().Be(128 + 9);
        var kill = () => Containers.KillContainerAsync(id, new ContainerKillParameters());
        (await kill.Should().ThrowAsync<DockerApiException>()).Which.StatusCode.Should().Be(HttpStatusCode.Conflict);
    }

    [Test]
    public async Task A_signal_reaches_the_process()
    {
        var id = await Engine.StartAsync("trap 'echo got it; exit 7' USR1; echo ready; while true; do /bin/busybox sleep 0.01; done");
        await OutputAsync(id, "ready");

        await Containers.KillContainerAsync(id, new ContainerKillParameters { Signal = "SIGUSR1" });

        (await Containers.WaitContainerAsync(id)).StatusCode.Should().Be(7);
    }

    [Test]
    public async Task A_container_can_be_paused_renamed_and_restarted()
    {
        var id = await Engine.StartAsync("exec /bin/busybox sleep 1000");
        var name = Engine.NewName();

        await Containers.PauseContainerAsync(id);
        (await Containers.InspectContainerAsync(id)).State!.Paused.Should().BeTrue();
        await Containers.UnpauseContainerAsync(id);
        await Containers.RenameContainerAsync(id, new ContainerRenameParameters { NewName = name });
        await Containers.RestartContainerAsync(id, new ContainerRestartParameters { WaitBeforeKillSeconds = 0 });

        var now = await Containers.InspectContainerAsync(name);
        now.ID.Should().Be(id);
        now.State!.Running.Should().BeTrue();
        var processes = await Containers.ListProcessesAsync(id, new ContainerListProcessesParameters());
        processes.Processes.Should().ContainSingle().Which[processes.Titles.IndexOf("CMD")].Should().EndWith("sleep 1000");
        await Engine.RemoveAsync(id);
    }

    [Test]
    public async Task A_name_that_is_taken_is_a_conflict()
    {
        var name = Engine.NewName();
        await Engine.CreateAsync("true", parameters => parameters.Name = name);

        var again = () => Engine.CreateAsync("true", parameters => parameters.Name = name);

        var conflict = (await again.Should().ThrowAsync<DockerApiException>()).Which;
        conflict.StatusCode.Should().Be(HttpStatusCode.Conflict);
        conflict.ResponseBody.Should().Contain(name);
    }

    [Test]
    public async Task What_does_not_exist_is_said_by_kind()
    {
        var nowhere = Engine.NewName();
        Func<Task>[] calls =
        [
            () => Containers.InspectContainerAsync(nowhere),
            () => Containers.StartContainerAsync(nowhere, new ContainerStartParameters()),
            () => Containers.WaitContainerAsync(nowhere),
            () => Containers.GetContainerLogsAsync(nowhere, new ContainerLogsParameters { ShowStdout = true }),
            () => Containers.AttachContainerAsync(nowhere, new ContainerAttachParameters { Stream = true, Stdout = true }),
            () => Engine.RemoveAsync(nowhere),
        ];
        foreach (var call in calls) (await call.Should().ThrowAsync<DockerContainerNotFoundException>()).Which.StatusCode.Should().Be(HttpStatusCode.NotFound);

        var create = () => Engine.CreateAsync("true", parameters => parameters.Image = "workbook-sdk-tests/nothing:here");
        await create.Should().ThrowAsync<DockerImageNotFoundException>();
    }

    [Test]
    public async Task A_list_is_filtered_by_label_and_state()
    {
        var running = await Engine.StartAsync("exec /bin/busybox sleep 1000", parameters => parameters.Labels["role"] = "runner");
        var created = await Engine.CreateAsync("true", parameters => parameters.Labels["role"] = "waiter");
        var filters = Engine.Ours;
        filters["status"] = new Dictionary<string, bool> { ["running"] = true, ["created"] = true };

        var list = await Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters });

        list.Should().ContainSingle(one => one.ID == running).Which.Should().Match<ContainerListResponse>(one => one.State == "running" && one.Labels["role"] == "runner" && one.Image == Engine.Image);
        list.Should().ContainSingle(one => one.ID == created).Which.State.Should().Be("created");
        (await Containers.ListContainersAsync(new ContainersListParameters { Filters = Engine.Ours })).Should().NotContain(one => one.ID == created);
        await Engine.RemoveAsync(running);
    }

    internal static async Task OutputAsync(string id, string text)
    {
        using var log = await Containers.GetContainerLogsAsync(id, new ContainerLogsParameters { ShowStdout = true, Follow = true });
        await ReadUntilAsync(log, text);
    }

    internal static async Task ReadUntilAsync(MultiplexedStream stream, string text)
    {
        var buffer = new byte[1024];
        var all = "";
        while (!all.Contains(text, StringComparison.Ordinal))
        {
            var read = await stream.ReadOutputAsync(buffer, 0, buffer.Length, CancellationToken.None);
            read.EOF.Should().BeFalse($"'{text}' was to come after '{all}'");
            all += System.Text.Encoding.UTF8.GetString(buffer, 0, read.Count);
        }
    }
}
