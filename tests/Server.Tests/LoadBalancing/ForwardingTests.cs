using System.Net;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Tests.LoadBalancing;

internal sealed class ForwardingTests : BalancerFixture
{
    [Test]
    public async Task A_request_reaches_its_target_with_the_headers_that_tell_where_it_came_from()
    {
        await using var target = await EchoTarget.StartAsync();
        var url = await ListenAsync(ForwardTo(await GroupAsync("web", target.Port)));
        using var http = new HttpClient();

        var lines = await LinesAsync(http, new Uri(url, "/a%20b/c?x=1&y=%2F"));

        lines.Should().StartWith(["one", "GET /a%20b/c?x=1&y=%2F HTTP/1.1"]);
        lines.Should().Contain(["X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: http", $"X-Forwarded-Port: {url.Port}", $"Host: 127.0.0.1:{url.Port}"]);
        lines.Should().ContainSingle(line => line.StartsWith("X-Amzn-Trace-Id: Root=1-", StringComparison.Ordinal)).Which.Should().HaveLength("X-Amzn-Trace-Id: Root=1-".Length + 8 + 1 + 24);
    }

    [TestCase("append", "203.0.113.7", "X-Forwarded-For: 203.0.113.7, 127.0.0.1")]
    [TestCase("preserve", "203.0.113.7", "X-Forwarded-For: 203.0.113.7")]
    [TestCase("remove", "203.0.113.7", null)]
    [TestCase("preserve", null, null)]
    public async Task X_Forwarded_For_is_kept_as_the_attribute_says(string mode, string? sent, string? expected)
    {
        await using var target = await EchoTarget.StartAsync();
        var url = await ListenAsync(ForwardTo(await GroupAsync("web", target.Port)));
        await AttributesAsync(("routing.http.xff_header_processing.mode", mode));
        using var http = new HttpClient();
        if (sent is not null) http.DefaultRequestHeaders.Add("X-Forwarded-For", sent);

        var lines = await LinesAsync(http, url);

        lines.Where(line => line.StartsWith("X-Forwarded-For", StringComparison.Ordinal)).Should().Equal(expected is null ? [] : [expected]);
    }

    [Test]
    public async Task Without_cross_zone_load_balancing_each_zone_gets_its_share_and_its_targets_take_turns()
    {
        await using var alone = await EchoTarget.StartAsync("alone");
        await using var one = await EchoTarget.StartAsync("one");
        await using var two = await EchoTarget.StartAsync("two");
        var group = await GroupAsync("web", alone.Port, one.Port, two.Port);
        await AttributesAsync(group, ("load_balancing.cross_zone.enabled", "false"));
        var url = await ListenAsync(ForwardTo(group));
        await PutAsync(world => world.Targets.Values.Aggregate(world, (next, target) => next.Put(target with { AvailabilityZone = target.Port == alone.Port ? "us-east-1a" : "us-east-1b" })));

        List<string> answers = [];
        for (var client = 0; client < 8; client++)
        {
            using var http = new HttpClient();
            var its = new[] { (await LinesAsync(http, url))[0], (await LinesAsync(http, url))[0] };
            (its.Contains("alone") && its.Distinct().Count() > 1).Should().BeFalse("a connection stays with the node of its zone, and these answered: {0}", string.Join(", ", its));
            answers.AddRange(its);
        }

        answers.CountBy(name => name).Should().BeEquivalentTo(new Dictionary<string, int> { ["alone"] = 8, ["one"] = 4, ["two"] = 4 });
    }

    [Test]
    public async Task Targets_take_turns_and_one_that_drains_gets_nothing_new_while_its_requests_end()
    {
        await using var one = await EchoTarget.StartAsync("one");
        await using var two = await EchoTarget.StartAsync("two");
        var group = await GroupAsync("web", one.Port, two.Port);
        var url = await ListenAsync(ForwardTo(group));
        using var http = new HttpClient();
        var waiting = http.GetStringAsync(new Uri(url, "/wait"));
        await Task.WhenAny(one.Asked.Task, two.Asked.Task);
        var (asked, other) = one.Asked.Task.IsCompleted ? (one, two) : (two, one);

        await PutAsync(world => TargetRegistration.Deregister(world, world.Targets[ElbTarget.KeyOf(group.Key, "127.0.0.1", asked.Port)], Aws.Engine.Clock.GetUtcNow()));
        for (var i = 0; i < 10; i++) await http.GetStringAsync(url);
        asked.Waiting.SetResult();

        (await waiting).Should().Be(asked == one ? "one" : "two");
        (asked.Requests, other.Requests).Should().Be((1, 10));
    }

    [Test]
    public async Task A_body_goes_there_and_back_as_it_is()
    {
        await using var target = await EchoTarget.StartAsync();
        var url = await ListenAsync(ForwardTo(await GroupAsync("web", target.Port)));
        using var http = new HttpClient();
        var body = new byte[3_000_000];
        new Random(1).NextBytes(body);

        using var answer = await http.PostAsync(new Uri(url, "/echo"), new ByteArrayContent(body));

        (await answer.Content.ReadAsByteArrayAsync()).Should().Equal(body);
    }

    [Test]
    public async Task A_WebSocket_goes_through()
    {
        await using var target = await EchoTarget.StartAsync();
        var url = await ListenAsync(ForwardTo(await GroupAsync("web", target.Port)));
        using var socket = new ClientWebSocket();

        await socket.ConnectAsync(new UriBuilder(url) { Scheme = "ws", Path = "/socket" }.Uri, default);
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, default);
        var buffer = new byte[16];
        var read = await socket.ReceiveAsync(buffer, default);

        Encoding.UTF8.GetString(buffer, 0, read.Count).Should().Be("hello");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
    }

    [Test]
    public async Task HTTPS_shows_a_certificate_of_the_workbook_and_speaks_HTTP_2()
    {
        await using var target = await EchoTarget.StartAsync();
        var url = await ListenAsync(ForwardTo(await GroupAsync("web", target.Port)), "HTTPS");
        using var http = Trusting();

        var lines = (await http.GetStringAsync(new Uri($"https://web.us-east-1.elb.localhost:{url.Port}/"))).Split('\n');

        lines.Should().Contain(["X-Forwarded-Proto: https", "GET / HTTP/1.1", $"Host: web.us-east-1.elb.localhost:{url.Port}"]);
    }

    [Test]
    public async Task Targets_are_told_how_the_client_encrypts_in_headers_of_the_listener_s_choice([Values] bool isRenamed)
    {
        await using var target = await EchoTarget.StartAsync();
        await AttributesAsync(("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "true"));
        var url = await ListenAsync(ForwardTo(await GroupAsync("web", target.Port)), "HTTPS");
        if (isRenamed) await PutAsync(world => world.Put(Listener with { Attributes = new([new("routing.http.request.x_amzn_tls_version.header_name", "X-Tls")]) }));
        using var http = Trusting();

        var lines = await LinesAsync(http, url);

        lines.Should().Contain($"{(isRenamed ? "X-Tls" : "X-Amzn-Tls-Version")}: TLSv1.3").And.Contain(line => line.StartsWith("X-Amzn-Tls-Cipher-Suite: TLS_"));
        lines.Count(line => line.Contains("TLSv1.3", StringComparison.Ordinal)).Should().Be(1);
    }

    [Test]
    public async Task A_listener_sets_and_hides_headers_of_answers()
    {
        await using var target = await EchoTarget.StartAsync();
        var url = await ListenAsync(ForwardTo(await GroupAsync("web", target.Port)));
        using var http = new HttpClient();
        using (var before = await http.GetAsync(url)) before.Headers.Server.Should().NotBeEmpty("the target names itself");
        await PutAsync(world => world.Put(Listener with
        {
            Attributes = new([new("routing.http.response.server.enabled", "false"), new("routing.http.response.x_frame_options.header_value", "DENY")]),
        }));

        using var answer = await http.GetAsync(url);

        answer.Headers.Server.Should().BeEmpty();
        answer.Headers.GetValues("X-Frame-Options").Should().Equal("DENY");
    }

    [Test]
    public async Task A_gRPC_call_keeps_its_trailers()
    {
        await using var target = await EchoTarget.StartAsync(protocols: HttpProtocols.Http2);
        var group = await GroupAsync("web", target.Port);
        await PutAsync(world => world.Put(group with { ProtocolVersion = "GRPC" }));
        var url = await ListenAsync(ForwardTo(group), "HTTPS");
        using var http = Trusting();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, "/grpc")) { Content = new ByteArrayContent([0, 0, 0, 0, 0]), Version = HttpVersion.Version20 };
        request.Content.Headers.ContentType = new("application/grpc");

        using var answer = await http.SendAsync(request);

        (await answer.Content.ReadAsByteArrayAsync()).Should().Equal(0, 0, 0, 0, 0);
        answer.TrailingHeaders.GetValues("grpc-status").Should().Equal("0");
    }

    [Test]
    public async Task A_group_of_another_protocol_version_than_the_client_speaks_is_464()
    {
        await using var target = await EchoTarget.StartAsync(protocols: HttpProtocols.Http2);
        var group = await GroupAsync("web", target.Port);
        await PutAsync(world => world.Put(group with { ProtocolVersion = "HTTP2" }));
        var url = await ListenAsync(ForwardTo(group));
        using var http = new HttpClient();

        using var answer = await http.GetAsync(url);

        ((int)answer.StatusCode).Should().Be(464);
    }

    [Test]
    public async Task Targets_with_HTTPS_may_have_any_certificate()
    {
        await using var target = await EchoTarget.StartAsync(isTls: true);
        var group = await GroupAsync("web", target.Port);
        await PutAsync(world => world.Put(group with { Protocol = ProtocolEnum.Https }));
        var url = await ListenAsync(ForwardTo(group));
        using var http = new HttpClient();

        (await LinesAsync(http, url)).Should().StartWith("one");
    }

    [Test]
    public async Task The_AWS_endpoint_knows_load_balancers_by_their_names()
    {
        await using var target = await EchoTarget.StartAsync();
        await ListenAsync(ForwardTo(await GroupAsync("web", target.Port)));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, Aws.Endpoint) { Headers = { Host = $"web.us-east-1.elb.localhost:{Aws.Endpoint.Port}" } };

        using var answer = await http.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).Should().StartWith("one\nGET / HTTP/1.1");
    }

    private HttpClient Trusting()
    {
        var authority = X509Certificate2.CreateFromPem(Aws.Balancer.AuthorityPem);
        return new(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = X509RevocationMode.NoCheck },
            },
        }) { DefaultRequestVersion = HttpVersion.Version20 };
    }

    private static async Task<string[]> LinesAsync(HttpClient http, Uri url) => (await http.GetStringAsync(url)).Split('\n');
}
