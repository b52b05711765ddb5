using System.Net;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Tests.LoadBalancing;

/// <summary>Targets that fail in every way, and what clients see of it.</summary>
internal sealed class FailingTargetTests : BalancerFixture
{
    private const string BadGateway = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n";

    [Test]
    public async Task A_target_that_nobody_listens_on_is_a_502_with_the_page_of_ALB()
    {
        var url = await ListenAsync(ForwardTo(await GroupAsync("web", FreePort())));
        using var http = new HttpClient();

        using var answer = await http.GetAsync(url);

        answer.StatusCode.Should().Be(HttpStatusCode.BadGateway);
        (await answer.Content.ReadAsStringAsync()).Should().Be(BadGateway).And.HaveLength(122);
        answer.Headers.Server.ToString().Should().Be("awselb/2.0");
        answer.Content.Headers.ContentType!.ToString().Should().Be("text/html");
    }

    [Test]
    public async Task A_target_that_dies_while_it_has_the_request_is_a_502_and_is_not_asked_again()
    {
        using var target = new RawTarget((socket, _) => RawTarget.RequestAsync(socket));
        var url = await ListenAsync(ForwardTo(await GroupAsync("web", target.Port)));
        using var http = new HttpClient();

        using var answer = await http.PostAsync(url, new StringContent("once"));

        answer.StatusCode.Should().Be(HttpStatusCode.BadGateway);
        target.Connections.Should().Be(1);
    }

    [TestCase("this is no HTTP\r\n\r\n")]
    [TestCase("HTTP/1.1 abc\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nBad Header\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: minus\r\n\r\nx")]
    public async Task A_target_that_answers_garbage_is_a_502(string garbage)
    {
        using var target = new RawTarget(async (socket, _) =>
        {
            await RawTarget.RequestAsync(socket);
            await RawTarget.AnswerAsync(socket, garbage);
        });
        var url = await ListenAsync(ForwardTo(await GroupAsync("web", target.Port)));
        using var http = new HttpClient();

        using var answer = await http.GetAsync(url);

        answer.StatusCode.Should().Be(HttpStatusCode.BadGateway);
    }

    [Test]
    public async Task A_target_that_hangs_is_a_504_when_the_idle_timeout_is_over()
    {
        var never = new TaskCompletionSource();
        using var target = new RawTarget((_, _) => never.Task);
        var url = await ListenAsync(ForwardTo(await GroupAsync("web", target.Port)));
        await AttributesAsync(("idle_timeout.timeout_seconds", "1"));
        using var http = new HttpClient();

        using var answer = await http.GetAsync(url);

        answer.StatusCode.Should().Be(HttpStatusCode.GatewayTimeout);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("504 Gateway Time-out");
        never.SetResult();
    }

    [Test]
    public async Task An_answer_that_breaks_off_breaks_off_for_the_client_too()
    {
        using var target = new RawTarget(async (socket, _) =>
        {
            await RawTarget.RequestAsync(socket);
            await RawTarget.AnswerAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        });
        var url = await ListenAsync(ForwardTo(await GroupAsync("web", target.Port)));

        using var http = new HttpClient();

        await http.Invoking(each => each.GetStringAsync(url)).Should().ThrowAsync<HttpRequestException>();
    }

    [Test]
    public async Task A_kept_connection_that_the_target_closed_is_no_error()
    {
        // Each connection serves one request and then closes, without saying so.
        using var target = new RawTarget(async (socket, _) =>
        {
            await RawTarget.RequestAsync(socket);
            await RawTarget.AnswerAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
        var url = await ListenAsync(ForwardTo(await GroupAsync("web", target.Port)));
        using var http = new HttpClient();

        for (var i = 0; i < 200; i++) (await http.GetStringAsync(url)).Should().Be("ok");
    }

    [Test]
    public async Task A_group_without_targets_is_a_503_and_so_is_one_in_which_all_drain()
    {
        var group = await GroupAsync("web");
        var url = await ListenAsync(ForwardTo(group));
        using var http = new HttpClient();

        using var empty = await http.GetAsync(url);
        await PutAsync(world => world.Put(Healthy(group, 80) with { State = TargetHealthStateEnum.Draining }));
        using var draining = await http.GetAsync(url);

        (empty.StatusCode, draining.StatusCode).Should().Be((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable));
        (await empty.Content.ReadAsStringAsync()).Should().Contain("503 Service Temporarily Unavailable").And.HaveLength(162);
    }

    [Test]
    public async Task The_last_request_of_a_target_whose_deregistration_delay_ends_is_a_502()
    {
        await using var target = await EchoTarget.StartAsync();
        var group = await GroupAsync("web", target.Port);
        var url = await ListenAsync(ForwardTo(group));
        using var http = new HttpClient();
        var waiting = http.GetAsync(new Uri(url, "/wait"));
        await target.Asked.Task;

        await PutAsync(world => world.Put(world.Targets.Values.Single() with { State = TargetHealthStateEnum.Draining }));
        await PutAsync(world => world.Remove(world.Targets.Values.Single()));

        (await waiting).StatusCode.Should().Be(HttpStatusCode.BadGateway);
    }
}
