using System.Text;
using Workbook.Engine.Runtimes;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Engine.Tests.Time;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker;

/// <summary>Commands inside real containers.</summary>
internal sealed class ExecTests : RealContainers
{
    private async Task<EcsTask> RunningAsync() => await Stage.RunningAsync(Stage.Task(Doing("true") with { Environment = [new() { Name = "COLOR", Value = "blue" }] }));

    private async Task<IExecSession> ExecAsync(EcsTask task, ExecCommand command) => await Stage.Engine.ExecAsync(Stage.Scope, task.Id, "app", command, default).WaitAsync(Patience.Longest);

    private async Task<IExecSession> ExecAsync(params string[] command) => await ExecAsync(await RunningAsync(), new(command, HasTerminal: false));

    private static async Task<(string Output, string Errors, int ExitCode)> EndAsync(IExecSession exec)
    {
        var (output, errors) = (new List<byte>(), new List<byte>());
        var buffer = new byte[1000];
        while (await exec.ReadAsync(buffer, default).AsTask().WaitAsync(Patience.Longest) is { Count: > 0 } read)
            (read.From == ExecOutput.Error ? errors : output).AddRange(buffer.AsSpan(0, read.Count));
        return (Encoding.UTF8.GetString([.. output]), Encoding.UTF8.GetString([.. errors]), await exec.ExitCodeAsync(default).AsTask().WaitAsync(Patience.Longest));
    }

    [Test]
    public async Task A_command_has_the_container_s_environment_and_two_outputs()
    {
        await using var exec = await ExecAsync("sh", "-c", "echo \"$COLOR  sky\"; echo no >&2");

        (await EndAsync(exec)).Should().Be(("blue  sky\n", "no\n", 0));
    }

    [Test]
    public async Task A_command_s_exit_code_is_told()
    {
        await using var exec = await ExecAsync("sh", "-c", "exit 3");

        (await EndAsync(exec)).Should().Be(("", "", 3));
    }

    [Test]
    public async Task Input_reaches_the_command_until_it_is_closed()
    {
        await using var exec = await ExecAsync("cat");
        // More than a pipe holds: both ways must flow at once.
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"{number}\n"));

        var end = EndAsync(exec);
        foreach (var part in text.Chunk(5000)) await exec.WriteAsync(Encoding.UTF8.GetBytes(part), default);
        await exec.CloseInputAsync(default);

        (await end).Should().Be((text, "", 0));
    }

    [Test]
    public async Task A_terminal_has_one_output_a_size_and_echoes_what_is_typed()
    {
        await using var exec = await ExecAsync(await RunningAsync(), new(["sh", "-c", "read answer; test -t 0 && echo \"terminal $answer\"; echo no >&2"], HasTerminal: true));

        await exec.ResizeAsync(100, 40, default);
        await exec.WriteAsync("yes\n"u8.ToArray(), default);

        (await EndAsync(exec)).Should().Be(("yes\r\nterminal yes\r\nno\r\n", "", 0));
    }

    [Test]
    public async Task A_program_that_the_container_does_not_have_cannot_be_run()
    {
        await using var exec = await ExecAsync("no-such-program");

        var (output, errors, exitCode) = await EndAsync(exec);

        (output + errors).Should().Contain("\"no-such-program\": executable file not found in $PATH");
        exitCode.Should().BeOneOf(126, 127);
    }

    [Test]
    public async Task In_a_container_that_has_ended_nothing_can_be_run()
    {
        var task = await Stage.LivedAsync(Stage.Task(Stage.Shell("true")));

        var running = () => ExecAsync(task, new(["true"], HasTerminal: false));

        await running.Should().ThrowAsync<ExecException>();
    }

    [Test]
    public async Task In_a_container_that_Docker_has_lost_nothing_can_be_run()
    {
        var task = await RunningAsync();
        // Between the end of a container and its news there is a moment in which the engine still takes it to be running.
        var running = async () =>
        {
            await PracticeDocker.Client.Containers.RemoveContainerAsync(task.Container("app").RuntimeId!, new() { Force = true });
            await ExecAsync(task, new(["true"], HasTerminal: false));
        };

        await running.Should().ThrowAsync<ExecException>();
    }
}
