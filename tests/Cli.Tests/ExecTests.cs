using Amazon.ECS;
using Amazon.ECS.Model;

namespace Workbook.Cli.Tests;

internal sealed class ExecTests : ServedCluster
{
    private string _task = "";

    [OneTimeSetUp]
    public async Task BeginAsync()
    {
        _task = await RunTaskAsync(enabled: true);
    }

    [TestCase(0, "hello\n", "echo", "hello")]
    [TestCase(0, "it's \"one\" word; really\n", "echo", "it's \"one\" word; really")]
    [TestCase(3, "", "sh", "-c", "exit 3")]
    [TestCase(0, "", "cat")]
    [TestCase(127, "sh: curl: not found\n", "sh", "-c", "curl localhost")]
    public async Task It_prints_what_the_command_prints_and_ends_as_it_ends(int exitCode, string output, params string[] command)
    {
        var result = await ExecAsync(_task, "app", command);

        result.Should().Be((exitCode, output.ReplaceLineEndings()));
    }

    [Test]
    public async Task The_task_may_be_named_by_its_id_in_a_cluster()
    {
        var result = await Command.RunAsync("exec", _task[(_task.LastIndexOf('/') + 1)..], "app", "--cluster", "default", "--endpoint", Address.AbsoluteUri, "--", "true");

        result.Should().Be((0, ""));
    }

    [Test]
    public async Task A_program_that_is_not_there_is_an_error()
    {
        var (exitCode, output) = await ExecAsync(_task, "app", "curl");

        exitCode.Should().Be(1);
        output.Trim().Should().Be("Unable to start command: Failed to start pty: exec: \"curl\": executable file not found in $PATH");
    }

    [Test]
    public async Task A_task_that_is_not_there_is_said()
    {
        var (exitCode, output) = await ExecAsync(new string('f', 32), "app", "true");

        exitCode.Should().Be(1);
        output.Should().Contain("The referenced task was not found.").And.Contain("--cluster").And.NotContain("   at ");
    }

    [Test]
    public async Task Where_it_is_not_enabled_it_says_how_to_enable_it()
    {
        var (exitCode, output) = await ExecAsync(await RunTaskAsync(enabled: false), "app", "true");

        exitCode.Should().Be(1);
        output.Should().Contain("execute command was not enabled").And.Contain("--enable-execute-command").And.NotContain("   at ");
    }

    [Test]
    public async Task Without_an_endpoint_it_says_how_to_start_one()
    {
        var (exitCode, output) = await Command.RunAsync("exec", _task, "app", "--endpoint", "http://127.0.0.1:1", "--", "true");

        exitCode.Should().Be(1);
        output.Should().Contain("workbook start").And.NotContain("   at ");
    }

    private Task<(int ExitCode, string Output)> ExecAsync(string task, string container, params string[] command) =>
        Command.RunAsync(["exec", task, container, "--endpoint", Address.AbsoluteUri, "--", .. command]);

    private async Task<string> RunTaskAsync(bool enabled)
    {
        var arn = (await Ecs.RunTaskAsync(new()
        {
            TaskDefinition = "web",
            LaunchType = LaunchType.FARGATE,
            EnableExecuteCommand = enabled,
            NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } },
        })).Tasks.Single().TaskArn;
        using var http = new HttpClient();
        using var minute = new StringContent("""{"advanceSeconds":60}""");
        await http.PostAsync(new Uri(Address, "/_workbook/clock"), minute);
        return arn;
    }
}
