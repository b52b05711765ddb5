using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Workbook.Sdk.Tests.Docker;

public sealed class ExecTests
{
    private string _container = "";

    private static IExecOperations Exec => Engine.Client.Exec;

    [OneTimeSetUp]
    public async Task StartContainer() => _container = await Engine.StartAsync("exec /bin/busybox sleep 1000");

    [OneTimeTearDown]
    public Task RemoveContainer() => Engine.RemoveAsync(_container);

    [Test]
    public async Task A_command_reads_its_input_to_the_end_and_has_an_exit_code()
    {
        var id = await CreateAsync("/bin/busybox tr a-z A-Z; echo $WHO in $PWD >&2; exit 5");
        using var streams = await Exec.StartContainerExecAsync(id, new ContainerExecStartParameters());
        (await Exec.InspectContainerExecAsync(id)).Should().Match<ContainerExecInspectResponse>(exec => exec.Running && exec.ExitCode == null && exec.ContainerID == _container);

        await streams.WriteAsync(Engine.Bytes("loud"), 0, 4, CancellationToken.None);
        streams.CloseWrite();

        (await streams.ReadOutputToEndAsync(CancellationToken.None)).Should().Be(("LOUD", "me in /bin\n"));
        (await Exec.InspectContainerExecAsync(id)).Should().Match<ContainerExecInspectResponse>(exec => !exec.Running && exec.ExitCode == 5);
    }

    [Test]
    public async Task Several_commands_at_once_keep_their_streams_apart()
    {
        var words = Enumerable.Range(0, 8).Select(number => $"word-{number}").ToList();

        var answers = await Task.WhenAll(words.Select(async word =>
        {
            using var streams = await Exec.StartContainerExecAsync(await CreateAsync("/bin/busybox cat"), new ContainerExecStartParameters());
            await streams.WriteAsync(Engine.Bytes(word), 0, word.Length, CancellationToken.None);
            streams.CloseWrite();
            return (await streams.ReadOutputToEndAsync(CancellationToken.None)).stdout;
        }));

        answers.Should().Equal(words);
    }

    [Test]
    public async Task A_terminal_has_a_size()
    {
        var id = await CreateAsync("echo ready; read line; /bin/busybox stty size", tty: true);
        using var terminal = await Exec.StartContainerExecAsync(id, new ContainerExecStartParameters { TTY = true });
        await ContainerLifeTests.ReadUntilAsync(terminal, "ready");

        await Exec.ResizeExecTtyAsync(id, new ContainerResizeParameters { Height = 33, Width = 99 });
        await terminal.WriteAsync(Engine.Bytes("\n"), 0, 1, CancellationToken.None);

        await ContainerLifeTests.ReadUntilAsync(terminal, "33 99");
    }

    [Test]
    public async Task Nothing_runs_in_a_container_that_does_not()
    {
        var stopped = await Engine.CreateAsync("true");

        var create = () => Exec.CreateContainerExecAsync(stopped, new ContainerExecCreateParameters { Cmd = ["true"] });
        (await create.Should().ThrowAsync<DockerApiException>()).Which.StatusCode.Should().Be(HttpStatusCode.Conflict);

        var unknown = () => Exec.StartContainerExecAsync("0000", new ContainerExecStartParameters());
        await unknown.Should().ThrowAsync<DockerContainerNotFoundException>();
    }

    private async Task<string> CreateAsync(string script, bool tty = false)
    {
        var created = await Exec.CreateContainerExecAsync(_container, new ContainerExecCreateParameters
        {
            AttachStdin = true,
            AttachStdout = true,
            AttachStderr = true,
            TTY = tty,
            Env = ["WHO=me"],
            WorkingDir = "/bin",
            Cmd = ["/bin/busybox", "sh", "-c", script],
        });
        return created.ID;
    }
}
