using System.Text;
using Workbook.Engine.Runtimes;
using Workbook.Engine.Tests.Life;
using Workbook.Engine.Tests.Time;
using Workbook.Engine.Time;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Simulation;

/// <summary>Commands inside simulated containers.</summary>
public class ExecTests
{
    private TestEngine _engine = null!;
    private string _task = "";

    [SetUp]
    public async Task Start()
    {
        _engine = await TestEngine.StartAsync(ClockMode.Automatic);
        _task = await RunAsync(TestEngine.App("nginx") with { Environment = [new() { Name = "COLOR", Value = "blue" }], WorkingDirectory = "/srv" });
    }

    [TearDown]
    public async Task Stop() => await _engine.DisposeAsync();

    private static readonly object[] Commands =
    [
        // output, errors, exit code, command
        new object[] { "hello  world\n", "", 0, new[] { "echo", "hello ", "world" } },
        new object[] { "a; b\n", "", 0, new[] { "echo", "a;", "b" } },
        new object[] { "/srv\n", "", 0, new[] { "/bin/pwd" } },
        new object[] { "ip-172-31-0-5.ec2.internal\n", "", 0, new[] { "hostname" } },
        new object[] { "", "", 1, new[] { "false" } },
        new object[] { "", "", 3, new[] { "sh", "-c", "exit 3" } },
        new object[] { "one\ntwo\n", "", 0, new[] { "/bin/sh", "-c", "echo one && false || echo two" } },
        new object[] { "", "", 1, new[] { "sh", "-c", "true && false; exit" } },
        new object[] { "", "sh: curl: not found\n", 127, new[] { "sh", "-c", "curl localhost" } },
        new object[] { "", "bash: curl: command not found\n", 127, new[] { "bash", "-c", "curl localhost" } },
        new object[] { "", "ls: /nowhere: No such file or directory\n", 1, new[] { "ls", "-l", "/nowhere" } },
        new object[] { "inner\n", "", 5, new[] { "sh", "-c", "sh -c 'echo inner; exit 5'" } },
        new object[] { "", "sh: the simulation understands no pipes, background jobs, loops and conditions, and no open quotes\n", 2, new[] { "sh", "-c", "ls | wc" } },
    ];

    [TestCaseSource(nameof(Commands))]
    public async Task What_lessons_type_is_run(string output, string errors, int exitCode, string[] command)
    {
        await using var exec = await ExecAsync(command);
        (await ReadAsync(exec)).Should().Be((output, errors));
        (await exec.ExitCodeAsync(default)).Should().Be(exitCode);
    }

    [Test]
    public async Task The_environment_is_that_of_the_definition()
    {
        await using var exec = await ExecAsync("env");
        (await ReadAsync(exec)).Output.Split('\n').Should().Contain("COLOR=blue").And.Contain("AWS_EXECUTION_ENV=AWS_ECS_FARGATE").And.NotContain("TERM=xterm");
    }

    [Test]
    public async Task The_root_is_listed()
    {
        await using var exec = await ExecAsync("ls", "/");
        (await ReadAsync(exec)).Output.Split('\n').Should().Contain(["bin", "etc", "usr", "var"]);
    }

    [Test]
    public async Task Sleeping_takes_the_clocks_time()
    {
        var before = _engine.Elapsed;
        await using var exec = await ExecAsync("sh", "-c", "sleep 20m; echo awake");
        (await ReadAsync(exec)).Output.Should().Be("awake\n");
        (_engine.Elapsed - before).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMinutes(20));
    }

    [Test]
    public async Task A_shell_reads_lines_until_its_input_ends()
    {
        await using var exec = await ExecAsync("sh");
        await TypeAsync(exec, "echo o");
        await TypeAsync(exec, "ne\nfalse\n\necho two");
        await exec.CloseInputAsync(default);
        (await ReadAsync(exec)).Should().Be(("one\ntwo\n", ""), "without a terminal there is no prompt");
        (await exec.ExitCodeAsync(default)).Should().Be(0);
    }

    [Test]
    public async Task A_program_in_a_shell_takes_what_the_shell_has_not_read()
    {
        await using var exec = await ExecAsync("sh");
        await TypeAsync(exec, "cat\nleft\n");
        await exec.CloseInputAsync(default);
        (await ReadAsync(exec)).Output.Should().Be("left\n");
    }

    [Test]
    public async Task A_terminal_prompts_and_echoes_and_takes_back()
    {
        await using var exec = await ExecAsync(hasTerminal: true, "sh");
        await TypeAsync(exec, "echo hellp\u007fo ä\u007fö\u001b[A\rnone\u0015exit 4\r");
        var (output, errors) = await ReadAsync(exec);
        // What is typed ahead is echoed at once, wherever the prompt is by then.
        output.Should().StartWith("# ").And.Contain("hellp\b \bo ä\b \bö\r\n").And.Contain("hello ö\r\n").And.Contain("none\b \b\b \b\b \b\b \bexit 4\r\n");
        errors.Should().BeEmpty();
        (await exec.ExitCodeAsync(default)).Should().Be(4);
    }

    [Test]
    public async Task Control_C_ends_what_runs_and_not_the_shell()
    {
        await using var exec = await ExecAsync(hasTerminal: true, "sh");
        await UntilAsync(exec, "# ");
        await TypeAsync(exec, "echo now; sleep infinity\r");
        await UntilAsync(exec, "now\r\n");
        await TypeAsync(exec, "\u0003");
        await UntilAsync(exec, "# ");
        await TypeAsync(exec, "half\u0003");
        await UntilAsync(exec, "# ");
        await TypeAsync(exec, "\u0004");
        await ReadAsync(exec);
        (await exec.ExitCodeAsync(default)).Should().Be(130, "what ran last was ended by Control+C");
    }

    [Test]
    public async Task A_command_ends_with_its_container()
    {
        await using var exec = await ExecAsync("sleep", "infinity");
        _engine.Engine.Runtime.Kill(TestEngine.Scope, _task, "app", 1, null).Should().BeTrue();
        (await ReadAsync(exec)).Output.Should().BeEmpty();
        (await exec.ExitCodeAsync(default)).Should().Be(137);
    }

    [Test]
    public async Task A_command_ends_when_nobody_listens_any_more()
    {
        var exec = await ExecAsync("cat");
        await exec.DisposeAsync();
        (await exec.ExitCodeAsync(default).AsTask().WaitAsync(Patience.Longest)).Should().Be(137);
        await TypeAsync(exec, "too late");
    }

    [TestCase("nginx", "curl", "Unable to start command: Failed to start pty: exec: \"curl\": executable file not found in $PATH")]
    [TestCase("nginx", "/opt/app", "Unable to start command: Failed to start pty: fork/exec /opt/app: no such file or directory")]
    [TestCase("nginx:1-alpine", "/bin/bash", "Unable to start command: Failed to start pty: fork/exec /bin/bash: no such file or directory")]
    [TestCase("nginx", "exit", "Unable to start command: Failed to start pty: exec: \"exit\": executable file not found in $PATH")]
    public async Task A_program_that_the_image_has_not_is_said_in_the_agents_words(string image, string program, string message)
    {
        _task = await RunAsync(TestEngine.App(image));
        var exec = () => ExecAsync(program);
        await exec.Should().ThrowAsync<ExecException>().WithMessage(message);
    }

    [Test]
    public async Task A_container_that_does_not_run_takes_no_commands()
    {
        await _engine.StopAsync(_task);
        await _engine.RestAsync();
        var exec = () => ExecAsync("true");
        await exec.Should().ThrowAsync<ExecException>().WithMessage("The container app is not running.");
        _task = "nobody";
        await exec.Should().ThrowAsync<ExecException>();
    }

    private async Task<string> RunAsync(ContainerDefinition container)
    {
        var id = await _engine.RunAsync(TestEngine.Definition(container));
        await _engine.RestAsync();
        _engine.StatusOf(id).Should().Be(EcsTaskStatus.Running);
        return id;
    }

    private Task<IExecSession> ExecAsync(params string[] command) => ExecAsync(hasTerminal: false, command);

    private Task<IExecSession> ExecAsync(bool hasTerminal, params string[] command) =>
        _engine.Engine.ExecAsync(TestEngine.Scope, _task, "app", new(command, hasTerminal), default);

    private static ValueTask TypeAsync(IExecSession exec, string text) => exec.WriteAsync(Encoding.UTF8.GetBytes(text), default);

    private static async Task<(string Output, string Errors)> ReadAsync(IExecSession exec)
    {
        var texts = new Dictionary<ExecOutput, List<byte>> { [ExecOutput.Output] = [], [ExecOutput.Error] = [] };
        var buffer = new byte[7];
        while (await exec.ReadAsync(buffer, default).AsTask().WaitAsync(Patience.Longest) is (var from, > 0 and var count)) texts[from].AddRange(buffer[..count]);
        return (Encoding.UTF8.GetString([.. texts[ExecOutput.Output]]), Encoding.UTF8.GetString([.. texts[ExecOutput.Error]]));
    }

    private static async Task UntilAsync(IExecSession exec, string end)
    {
        var seen = new List<byte>();
        var buffer = new byte[1];
        while (!Encoding.UTF8.GetString([.. seen]).EndsWith(end, StringComparison.Ordinal))
        {
            (await exec.ReadAsync(buffer, default).AsTask().WaitAsync(Patience.Longest)).Count.Should().Be(1);
            seen.Add(buffer[0]);
        }
    }
}
