using System.Net;
using System.Net.Sockets;
using Workbook.Engine.Runtimes.Simulated;
using Workbook.Engine.Time;
using Workbook.Orchestration.Tasks;
using Workbook.Server.LoadBalancing;
using Workbook.Server.LoadBalancing.Simulated;

namespace Workbook.Server.Tests.LoadBalancing.Targets;

/// <summary>What becomes of connections when a simulated container ends or behaves badly. The clock stands still unless it is moved.</summary>
internal sealed class SimulatedEndTests : TargetFixture
{
    protected override ClockMode Clock => ClockMode.Manual;

    [Test]
    public async Task A_request_under_way_is_answered_before_the_container_obeys_the_stop_signal()
    {
        var task = await RunningAsync(Container("flaky", 8080));
        var slow = AskAsync(task, "/slow?seconds=5");
        await RestAsync();

        await StopAsync(task);
        await AdvanceAsync(4);
        Inside(task).IsStopping.Should().BeTrue();
        slow.IsCompleted.Should().BeFalse();
        await AdvanceAsync(1);
        (await slow).Should().Be("after 5 s\n");
        await AdvanceAsync(1);
        World.Tasks[task.Id].Container("app").ExitCode.Should().Be(0);
    }

    [Test]
    public async Task Who_takes_longer_than_the_stop_timeout_is_cut_off()
    {
        var task = await RunningAsync(Container("flaky", 8080));
        var slow = AskAsync(task, "/slow?seconds=60");
        await RestAsync();
        await StopAsync(task);
        await AdvanceAsync(31);
        await slow.Invoking(each => each).Should().ThrowAsync<HttpRequestException>();
        World.Tasks[task.Id].Container("app").ExitCode.Should().Be(137);
    }

    [Test]
    public async Task One_that_stops_accepts_nobody_any_more()
    {
        var task = await RunningAsync(Container("flaky", 8080));
        var slow = AskAsync(task, "/slow?seconds=2");
        await RestAsync();
        await StopAsync(task);
        await AdvanceAsync(1);
        (await FluentActions.Awaiting(() => Aws.Targets.ConnectAsync(Scope, AddressOf(task), 8080, default).AsTask()).Should().ThrowAsync<SocketException>())
            .Which.SocketErrorCode.Should().Be(SocketError.ConnectionRefused);
        await AdvanceAsync(1);
        (await slow).Should().Be("after 2 s\n");
    }

    [Test]
    public async Task Who_is_killed_cuts_the_request_under_way()
    {
        var task = await RunningAsync(Container("flaky", 8080));
        var slow = AskAsync(task, "/slow");
        await RestAsync();
        Aws.Engine.Runtime.Kill(Scope, task.Id, "app", 137, null).Should().BeTrue();
        await slow.Invoking(each => each).Should().ThrowAsync<HttpRequestException>();
    }

    [Test]
    public async Task The_address_of_a_task_that_is_gone_is_nobodys()
    {
        var task = await RunningAsync(Container("hello", 8080));
        await StopAsync(task);
        await AdvanceAsync(60);
        (await FluentActions.Awaiting(() => Aws.Targets.ConnectAsync(Scope, AddressOf(task), 8080, default).AsTask()).Should().ThrowAsync<SocketException>())
            .Which.SocketErrorCode.Should().Be(SocketError.HostUnreachable);
    }

    [Test]
    public async Task A_server_answers_as_badly_as_it_is_told()
    {
        var task = await RunningAsync(Container("hello", 8080));
        var client = ClientOf(AddressOf(task), 8080);
        Inside(task).Conduct = new() { Status = 418 };
        (await client.GetAsync("/")).StatusCode.Should().Be((HttpStatusCode)418);
        Inside(task).Conduct = new() { Garbles = true };
        await client.Invoking(each => each.GetAsync("/")).Should().ThrowAsync<HttpRequestException>();
        Inside(task).Conduct = new() { Breaks = true };
        await client.Invoking(each => each.GetStringAsync("/")).Should().ThrowAsync<HttpRequestException>();
        Inside(task).Conduct = new() { IsSick = true };
        (await client.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await client.GetAsync("/health")).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        Inside(task).Conduct = new() { Delay = TimeSpan.FromSeconds(3) };
        var late = AskAsync(task, "/");
        await RestAsync();
        await AdvanceAsync(3);
        (await late).Should().Contain("Server name");
        Inside(task).Conduct = new() { Hangs = true };
        using var patience = new CancellationTokenSource();
        var never = AskAsync(task, "/", patience.Token);
        await RestAsync();
        await patience.CancelAsync();
        await never.Invoking(each => each).Should().ThrowAsync<OperationCanceledException>();
        Inside(task).Conduct = Conduct.Normal;
        (await client.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.OK);
        Inside(task).Conduct = new() { Refuses = true };
        await ClientOf(AddressOf(task), 8080).Invoking(each => each.GetAsync("/")).Should().ThrowAsync<HttpRequestException>();
    }

    private async Task<EcsTask> RunningAsync(Shapes.Ecs.ContainerDefinition container)
    {
        var task = await RunAsync(container);
        await AdvanceAsync(2);
        return World.Tasks[task.Id];
    }

    /// <summary>Asks a server; as long as the answer takes none of the clock's time, the clock is not at rest.</summary>
    private async Task<string> AskAsync(EcsTask task, string path, CancellationToken cancellation = default)
    {
        using var hold = new ClockHold(Aws.Engine.Clock);
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, stop) =>
            {
                var stream = await Aws.Targets.ConnectAsync(Scope, AddressOf(task), 8080, stop);
                ((DuplexStream)stream).Hold = hold;
                return stream;
            },
        });
        return await client.GetStringAsync(new Uri($"http://target{path}"), cancellation);
    }

    private Task AdvanceAsync(int seconds) => Aws.Engine.Clock.AdvanceAsync(TimeSpan.FromSeconds(seconds)).WaitAsync(TimeSpan.FromSeconds(30));
}
