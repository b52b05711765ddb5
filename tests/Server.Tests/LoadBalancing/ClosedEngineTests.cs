using System.Net;
using Workbook.Orchestration.CloudWatchLogs;

namespace Workbook.Server.Tests.LoadBalancing;

/// <summary>An engine of somebody who must get nowhere from this machine: not by a load balancer, and not by a log subscription.</summary>
internal sealed class ClosedEngineTests : BalancerFixture
{
    protected override bool ReachesOthers => false;

    [Test]
    public async Task A_server_of_this_machine_is_no_target()
    {
        using var server = new RawTarget((socket, _) => RawTarget.AnswerAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        var url = await ListenAsync(ForwardTo(await GroupAsync("web", server.Port)));
        using var http = new HttpClient();

        using var answer = await http.GetAsync(url);

        answer.StatusCode.Should().BeOneOf(HttpStatusCode.BadGateway, HttpStatusCode.GatewayTimeout);
        server.Connections.Should().Be(0);
    }

    [Test]
    public async Task A_server_of_this_machine_is_no_destination()
    {
        using var server = new RawTarget((socket, _) => RawTarget.AnswerAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        var destination = new CwlDestination("here", $"http://127.0.0.1:{server.Port}/", "arn:aws:iam::000000000042:role/logs", DateTimeOffset.UnixEpoch);

        (await Aws.Engine.Subscriptions.ProbeAsync(destination, DateTimeOffset.UnixEpoch, default)).Should().BeFalse();

        server.Connections.Should().Be(0);
    }
}
