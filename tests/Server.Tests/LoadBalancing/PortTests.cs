using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Tests.LoadBalancing;

internal sealed class PortTests : BalancerFixture
{
    private static readonly Shapes.Elbv2.Action Hello = Answer("hello");

    [Test]
    public async Task A_port_that_is_in_use_is_replaced_by_a_free_one_and_this_is_said()
    {
        using var squatter = new TcpListener(IPAddress.Loopback, 0);
        squatter.Start();
        var port = ((IPEndPoint)squatter.LocalEndpoint).Port;
        await PutAsync(world => world.Put(ListenerOn(port, Hello)));
        using var http = new HttpClient();

        var status = Aws.Balancer.Listeners.Single();
        status.Port.Should().NotBe(port).And.NotBe(0);
        status.Note.Should().Be($"Port {port} of 127.0.0.1 is in use; port {status.Port} is used instead.");
        (await http.GetStringAsync(new Uri($"http://127.0.0.1:{status.Port}/"))).Should().Be("hello");

        await Aws.Engine.Clock.RestAsync();
        Listener.LocalPort.Should().Be(status.Port);
        World.Histories[new EntityKey(EntityKind.Listener, Listener.Key).ToString()].Entries.Should().ContainSingle().Which.Reason.Should().Be(status.Note);
        var told = await http.GetFromJsonAsync<JsonElement>(new Uri(Aws.Endpoint, "/_workbook/listeners"));
        var listener = told.GetProperty("listeners")[0];
        listener.GetProperty("listenerArn").GetString().Should().Be(ElbListener.ArnOf(Scope, Listener.Key));
        listener.GetProperty("url").GetString().Should().Be($"http://web.us-east-1.elb.localhost:{status.Port}/");
        listener.GetProperty("note").GetString().Should().Be(status.Note);
    }

    [Test]
    public async Task Listeners_on_one_port_are_told_apart_by_the_Host_and_the_oldest_gets_what_nobody_knows()
    {
        var port = FreePort();
        var younger = new ElbLoadBalancer("api", "1111111111111111", DateTimeOffset.UnixEpoch.AddDays(1)) { VpcId = "vpc-1", State = LoadBalancerStateEnum.Active };
        await PutAsync(world => world.Put(younger).Put(ListenerOn(port, Answer("api"), younger.Key)).Put(ListenerOn(port, Answer("web"))));
        using var http = new HttpClient();

        (await GetAsync(http, port, "api.us-east-1.elb.localhost")).Should().Be("api");
        (await GetAsync(http, port, "WEB.us-east-1.elb.localhost")).Should().Be("web");
        (await GetAsync(http, port, "whoever.example.com")).Should().Be("web");
        await PutAsync(world => world.Remove(world.Listeners.Values.Single(each => each.LoadBalancerKey == BalancerKey)));
        (await GetAsync(http, port, "whoever.example.com")).Should().Be("api");
    }

    [Test]
    public async Task A_deleted_listener_lets_requests_under_way_end_and_its_port_is_free_at_once()
    {
        await using var target = await EchoTarget.StartAsync();
        var url = await ListenAsync(ForwardTo(await GroupAsync("web", target.Port)));
        using var http = new HttpClient();
        var waiting = http.GetStringAsync(new Uri(url, "/wait"));
        await target.Asked.Task;

        await PutAsync(world => world.Remove(world.Listeners.Values.Single()));
        using var successor = new TcpListener(IPAddress.Loopback, url.Port);
        successor.Start();
        target.Waiting.SetResult();

        (await waiting).Should().Be("one");
    }

    [Test]
    public async Task A_load_balancer_that_is_still_being_set_up_has_no_port()
    {
        await PutAsync(world => world.Put(world.LoadBalancers[BalancerKey] with { State = LoadBalancerStateEnum.Provisioning }).Put(ListenerOn(FreePort(), Hello)));

        Aws.Balancer.Listeners.Should().BeEmpty();
    }

    [Test]
    public async Task Reset_closes_all_ports()
    {
        await ListenAsync(Hello);
        using var http = new HttpClient();

        (await http.PostAsync(new Uri(Aws.Endpoint, "/_workbook/reset"), null)).EnsureSuccessStatusCode();

        Aws.Balancer.Listeners.Should().BeEmpty();
    }

    [Test]
    public async Task The_authority_is_given_to_whoever_wants_to_trust_it()
    {
        using var http = new HttpClient();

        (await http.GetStringAsync(new Uri(Aws.Endpoint, "/_workbook/ca.pem"))).Trim().Should().Be(Aws.Balancer.AuthorityPem.Trim());
    }

    [Test]
    public async Task Redirects_and_fixed_answers_come_from_the_balancer_itself()
    {
        var url = await ListenAsync(new() { Type = ActionTypeEnum.Redirect, RedirectConfig = new() { Protocol = "HTTPS", Port = "443", StatusCode = "HTTP_301" } });
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        using var moved = await http.GetAsync(new Uri(url, "/a?b=c"));
        moved.StatusCode.Should().Be(HttpStatusCode.MovedPermanently);
        moved.Headers.Location.Should().Be(new Uri("https://127.0.0.1:443/a?b=c"));
        await PutAsync(world => world.Put(world.Listeners.Values.Single() with { DefaultActions = [Hello] }));
        using var hello = await http.GetAsync(url);

        (await hello.Content.ReadAsStringAsync()).Should().Be("hello");
        hello.Headers.Server.ToString().Should().Be("awselb/2.0");
    }

    private static Shapes.Elbv2.Action Answer(string text) =>
        new() { Type = ActionTypeEnum.FixedResponse, FixedResponseConfig = new() { StatusCode = "200", ContentType = "text/plain", MessageBody = text } };

    private ElbListener ListenerOn(int port, Shapes.Elbv2.Action action, string balancerKey = BalancerKey) =>
        new(balancerKey, NextId(), NextId()) { Port = port, Protocol = ProtocolEnum.Http, DefaultActions = [action] };

    private static async Task<string> GetAsync(HttpClient http, int port, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/") { Headers = { Host = $"{host}:{port}" } };
        using var answer = await http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }
}
