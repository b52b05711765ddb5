using System.Net;
using System.Net.WebSockets;
using System.Text;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;
using Workbook.Engine.Time;
using Workbook.Server.Sessions;

namespace Workbook.Server.Tests.Sessions;

/// <summary>ECS Exec over a real WebSocket, with the engine in this process.</summary>
internal sealed class SessionTests
{
    private LocalAws _aws = null!;
    private AmazonECSClient _ecs = null!;
    private string _task = "";

    [SetUp]
    public async Task Start()
    {
        _aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Automatic } });
        _ecs = new(new BasicAWSCredentials("123456789012", "secret"), new AmazonECSConfig { ServiceURL = _aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });
        await _ecs.CreateClusterAsync(new());
        await _ecs.RegisterTaskDefinitionAsync(new()
        {
            Family = "web",
            RequiresCompatibilities = ["FARGATE"],
            NetworkMode = NetworkMode.Awsvpc,
            Cpu = "256",
            Memory = "512",
            ContainerDefinitions = [new() { Name = "app", Image = "nginx" }],
        });
        var run = new RunTaskRequest
        {
            TaskDefinition = "web",
            LaunchType = LaunchType.FARGATE,
            EnableExecuteCommand = true,
            NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } },
        };
        _task = (await _ecs.RunTaskAsync(run)).Tasks.Single().TaskArn;
        await _aws.Engine.Clock.RestAsync();
    }

    [TearDown]
    public async Task Stop()
    {
        _ecs.Dispose();
        await _aws.DisposeAsync();
    }

    [Test]
    public async Task The_answer_names_everything()
    {
        var answer = await _ecs.ExecuteCommandAsync(new() { Task = _task, Command = "sh", Interactive = true });
        var container = (await _ecs.DescribeTasksAsync(new() { Tasks = [_task] })).Tasks.Single().Containers.Single();
        (answer.ClusterArn, answer.TaskArn, answer.ContainerArn, answer.ContainerName, answer.Interactive).Should()
            .Be(("arn:aws:ecs:us-east-1:123456789012:cluster/default", _task, container.ContainerArn, "app", true));
        answer.Session.StreamUrl.Should().Be($"ws://{_aws.Endpoint.Authority}/v1/data-channel/{answer.Session.SessionId}?role=publish_subscribe");
        answer.Session.TokenValue.Should().NotBeNullOrEmpty();
        container.ManagedAgents.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Name = ManagedAgentName.ExecuteCommandAgent, LastStatus = "RUNNING" });
        container.ManagedAgents[0].LastStartedAt.Should().NotBeNull();
    }

    [Test]
    public async Task A_shell_on_a_terminal_as_the_plugin_has_it()
    {
        using var session = await TestSession.OpenAsync(await SessionAsync("/bin/sh"));
        (await session.ShakeHandsAsync()).Should().Be("InteractiveCommands");
        await session.SendAsync(PayloadType.Size, """{"cols":120,"rows":40}""");
        await session.UntilAsync("# ");
        await session.SendAsync(PayloadType.Output, "echo hello\r");
        (await session.UntilAsync("# ")).Should().Be("echo hello\r\nhello\r\n# ");
        await session.SendAsync(PayloadType.Output, "exit 3\r");
        var (_, _, closed) = await session.EndAsync();
        (closed!.Output, closed.ExitCode, closed.MessageType).Should().Be(("", 3, "channel_closed"));
        (await TestSession.ClosedAsync(session.Socket)).Status.Should().Be(WebSocketCloseStatus.NormalClosure);
    }

    [Test]
    public async Task Without_a_terminal_errors_are_apart_and_input_ends()
    {
        using var session = await TestSession.OpenAsync(await SessionAsync("sh"), "NonInteractiveCommands");
        (await session.ShakeHandsAsync()).Should().Be("NonInteractiveCommands");
        await session.SendAsync(PayloadType.Output, "echo hello\nmissing");
        await session.SendAsync(PayloadType.Output, "", isLast: true);
        var (output, errors, closed) = await session.EndAsync();
        (output, errors, closed!.ExitCode).Should().Be(("hello\n", "sh: missing: not found\n", 127));
    }

    [Test]
    public async Task Much_goes_both_ways()
    {
        using var session = await TestSession.OpenAsync(await SessionAsync("cat"), "NonInteractiveCommands");
        await session.ShakeHandsAsync();
        var ending = session.EndAsync();
        var text = new StringBuilder();
        for (var number = 0; number < 500; number++)
        {
            var piece = new string((char)('a' + (number % 26)), 1000);
            text.Append(piece);
            await session.SendAsync(PayloadType.Output, piece);
        }
        await session.SendAsync(PayloadType.Output, "", isLast: true);
        (await ending).Output.Should().Be(text.ToString());
    }

    [Test]
    public async Task A_token_opens_one_session()
    {
        var ticket = await SessionAsync("sh");
        using var first = await TestSession.OpenAsync(ticket);
        await first.ShakeHandsAsync();
        using var second = await TestSession.OpenAsync(ticket);
        (await TestSession.ClosedAsync(second.Socket)).Should().Be((WebSocketCloseStatus.PolicyViolation, "The token is not valid: it opens one session, once, within a minute."));
        using var guess = await TestSession.OpenAsync(new() { StreamUrl = (await SessionAsync("sh")).StreamUrl, TokenValue = "guess" });
        (await TestSession.ClosedAsync(guess.Socket)).Status.Should().Be(WebSocketCloseStatus.PolicyViolation);
    }

    [Test]
    public async Task A_page_of_another_site_opens_nothing()
    {
        var ticket = await SessionAsync("sh");
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "http://example.com");
        socket.Options.CollectHttpResponseDetails = true;
        var connect = () => socket.ConnectAsync(new Uri(ticket.StreamUrl), default);
        await connect.Should().ThrowAsync<WebSocketException>();
        socket.HttpStatusCode.Should().Be(HttpStatusCode.Forbidden);
        using var own = await TestSession.OpenAsync(ticket);
        await own.ShakeHandsAsync();
    }

    [Test]
    public async Task A_session_ends_with_its_container()
    {
        using var session = await TestSession.OpenAsync(await SessionAsync("sh"));
        await session.ShakeHandsAsync();
        await session.UntilAsync("# ");
        await _ecs.StopTaskAsync(new() { Task = _task });
        var (_, _, closed) = await session.EndAsync();
        closed!.ExitCode.Should().Be(137);
    }

    [Test]
    public async Task A_container_that_has_stopped_meanwhile_is_said()
    {
        var ticket = await SessionAsync("sh");
        await _ecs.StopTaskAsync(new() { Task = _task });
        await _aws.Engine.Clock.RestAsync();
        using var session = await TestSession.OpenAsync(ticket);
        await session.ShakeHandsAsync();
        var (_, _, closed) = await session.EndAsync();
        (closed!.Output, closed.ExitCode).Should().Be(("----------ERROR-------\nThe container app is not running.", null));
    }

    [TestCase("echo 'open", "Unable to start command: EOF found when expecting closing quote")]
    [TestCase("curl", "Unable to start command: Failed to start pty: exec: \"curl\": executable file not found in $PATH")]
    public async Task A_command_that_cannot_be_run_is_said_in_the_agents_words(string command, string message)
    {
        using var session = await TestSession.OpenAsync(await SessionAsync(command));
        await session.ShakeHandsAsync();
        (await session.EndAsync()).Closed!.Output.Should().Be("----------ERROR-------\n" + message);
    }

    [Test]
    public async Task The_client_can_terminate_it()
    {
        using var session = await TestSession.OpenAsync(await SessionAsync("sleep infinity"));
        await session.ShakeHandsAsync();
        await session.SendAsync(PayloadType.Flag, "\0\0\0\u0002");
        (await session.EndAsync()).Closed!.Output.Should().Be("The session was terminated by the client.");
    }

    [TestCase("nonsense")]
    [TestCase("")]
    [TestCase("null")]
    public async Task What_is_no_token_is_refused(string first)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri((await SessionAsync("sh")).StreamUrl), default);
        await socket.SendAsync(Encoding.UTF8.GetBytes(first), WebSocketMessageType.Text, true, default);
        (await TestSession.ClosedAsync(socket)).Status.Should().Be(WebSocketCloseStatus.ProtocolError);
    }

    [Test]
    public async Task What_is_no_message_closes_the_session_with_the_reason()
    {
        using var session = await TestSession.OpenAsync(await SessionAsync("sh"));
        await session.Socket.SendAsync("nonsense"u8.ToArray(), WebSocketMessageType.Binary, true, default);
        (await TestSession.ClosedAsync(session.Socket)).Should().Be((WebSocketCloseStatus.ProtocolError, "A message has at least 120 bytes, not 8."));

        using var next = await TestSession.OpenAsync(await SessionAsync("sh"));
        await next.ShakeHandsAsync();
        await next.SendAsync(PayloadType.Size, "wide");
        (await next.EndAsync()).Closed.Should().BeNull();
        next.Socket.CloseStatus.Should().Be(WebSocketCloseStatus.ProtocolError);
    }

    [Test]
    public async Task Two_sessions_at_a_time_may_be_open_in_a_container()
    {
        using var one = await TestSession.OpenAsync(await SessionAsync("sh"));
        await one.ShakeHandsAsync();
        using (var two = await TestSession.OpenAsync(await SessionAsync("sh")))
        {
            await two.ShakeHandsAsync();
            var third = () => SessionAsync("sh");
            await third.Should().ThrowAsync<ClientException>().WithMessage("*maximum session limit of 2*");
            await two.SendAsync(PayloadType.Output, "exit\r");
            await two.EndAsync();
            await TestSession.ClosedAsync(two.Socket);
        }
    }

    private async Task<Session> SessionAsync(string command) => (await _ecs.ExecuteCommandAsync(new() { Task = _task, Command = command, Interactive = true })).Session;
}
