using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Workbook.Engine.Time;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Tests.LoadBalancing.Targets;

/// <summary>Network Load Balancers carry bytes and datagrams between clients and targets. The clock stands still unless it is moved.</summary>
internal sealed class NetworkBalancerTests : NetworkFixture
{
    [Test]
    public async Task A_client_talks_to_a_simulated_container_which_knows_where_it_comes_from()
    {
        var task = await RunningAsync(Container("web", 8080));
        await FrontAsync(Tcp with { Attributes = Attribute("preserve_client_ip.enabled", "true") });
        await TargetAsync(AddressOf(task), 8080);
        using var client = new HttpClient();
        (await client.GetStringAsync(new Uri($"http://127.0.0.1:{Port}/a"))).Should().Contain($"Server address: {AddressOf(task)}:8080\n").And.Contain("Client: 127.0.0.1\n").And.Contain("URI: /a\n");
    }

    [Test]
    public async Task Either_end_may_stop_sending_first()
    {
        var server = await BehindAsync(Tcp);
        using var client = await ConnectAsync();
        using var target = await server.AcceptTcpClientAsync();
        var (question, answer) = (client.GetStream(), target.GetStream());
        await question.WriteAsync("question"u8.ToArray());
        client.Client.Shutdown(SocketShutdown.Send);
        (await ReadToEndAsync(answer)).Should().Be("question");
        await answer.WriteAsync("answer"u8.ToArray());
        target.Client.Shutdown(SocketShutdown.Send);
        (await ReadToEndAsync(question)).Should().Be("answer");
    }

    [Test]
    public async Task The_PROXY_protocol_tells_who_the_client_is()
    {
        var server = await BehindAsync(Tcp with { Attributes = Attribute("proxy_protocol_v2.enabled", "true") });
        using var client = await ConnectAsync();
        using var target = await server.AcceptTcpClientAsync();
        client.Client.Shutdown(SocketShutdown.Send);
        using var received = new MemoryStream();
        await target.GetStream().CopyToAsync(received).WaitAsync(Patience);
        var port = ((IPEndPoint)client.Client.LocalEndPoint!).Port;
        received.ToArray().Should().Equal([0x0D, 0x0A, 0x0D, 0x0A, 0, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A, 0x21, 0x11, 0, 12, 127, 0, 0, 1, 127, 0, 0, 1, (byte)(port >> 8), (byte)port, 0, 80]);
    }

    [Test]
    public async Task Silence_of_350_seconds_ends_a_connection()
    {
        var server = await BehindAsync(Tcp);
        using var client = await ConnectAsync();
        using var target = await server.AcceptTcpClientAsync();
        await AdvanceAsync(300);
        await client.GetStream().WriteAsync("x"u8.ToArray());
        await target.GetStream().ReadExactlyAsync(new byte[1]);
        await AdvanceAsync(349);
        client.Connected.Should().BeTrue();
        await AdvanceAsync(1);
        await IsResetAsync(client.GetStream());
    }

    [Test]
    public async Task A_target_that_becomes_unhealthy_loses_its_connections_and_gets_no_new_ones([Values] bool isKept)
    {
        var first = await BehindAsync(isKept ? Tcp with { Attributes = Attribute("target_health_state.unhealthy.connection_termination.enabled", "false") } : Tcp);
        using var client = await ConnectAsync();
        using var target = await first.AcceptTcpClientAsync();
        var second = Listen();
        await TargetAsync("127.0.0.1", PortOf(second));
        await ChangeAsync(PortOf(first), each => each with { State = TargetHealthStateEnum.Unhealthy });
        if (isKept)
        {
            await client.GetStream().WriteAsync("x"u8.ToArray());
            await target.GetStream().ReadExactlyAsync(new byte[1]);
        }
        else
        {
            await IsResetAsync(client.GetStream());
        }
        using var next = await ConnectAsync();
        using var accepted = await second.AcceptTcpClientAsync().WaitAsync(Patience);
    }

    [Test]
    public async Task When_nobody_is_healthy_everybody_is_sent_to()
    {
        var server = await BehindAsync(Tcp);
        using var before = await ConnectAsync();
        using var kept = await server.AcceptTcpClientAsync();
        await ChangeAsync(PortOf(server), each => each with { State = TargetHealthStateEnum.Unhealthy });
        await before.GetStream().WriteAsync("x"u8.ToArray());
        await kept.GetStream().ReadExactlyAsync(new byte[1]);
        using var client = await ConnectAsync();
        using var target = await server.AcceptTcpClientAsync().WaitAsync(Patience);
    }

    [Test]
    public async Task Connections_outlive_the_deregistration_of_their_target_unless_the_group_cuts_them([Values] bool cuts)
    {
        var server = await BehindAsync(cuts ? Tcp with { Attributes = Attribute("deregistration_delay.connection_termination.enabled", "true") } : Tcp);
        using var client = await ConnectAsync();
        using var target = await server.AcceptTcpClientAsync();
        await ChangeAsync(PortOf(server), each => each with { State = TargetHealthStateEnum.Draining });
        await client.GetStream().WriteAsync("x"u8.ToArray());
        await target.GetStream().ReadExactlyAsync(new byte[1]);
        await UpdateAsync(world => world.Remove(Target("127.0.0.1", PortOf(server))));
        if (cuts)
        {
            await IsResetAsync(client.GetStream());
            return;
        }
        await client.GetStream().WriteAsync("y"u8.ToArray());
        await target.GetStream().ReadExactlyAsync(new byte[1]);
    }

    [Test]
    public async Task Without_a_target_and_where_nobody_listens_a_client_is_reset([Values] bool hasTarget)
    {
        await FrontAsync(Tcp);
        using var nobody = Listen();
        if (hasTarget) await TargetAsync("127.0.0.1", PortOf(nobody));
        nobody.Stop();
        using var client = new TcpClient();
        var talking = async () =>
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            await client.GetStream().ReadExactlyAsync(new byte[1]);
        };
        // The reset may come while the client still connects.
        var error = (await talking.Should().ThrowAsync<Exception>()).Which;
        (error as SocketException ?? error.InnerException as SocketException)?.SocketErrorCode.Should().Be(SocketError.ConnectionReset);
        (error is SocketException or IOException { InnerException: SocketException }).Should().BeTrue();
    }

    [Test]
    public async Task TLS_ends_at_the_listener()
    {
        var task = await RunningAsync(Container("web", 8080));
        await FrontAsync(Tcp, protocol: ProtocolEnum.Tls);
        await TargetAsync(AddressOf(task), 8080);
        using var root = X509Certificate2.CreateFromPem(Aws.Balancer.AuthorityPem);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { root }, RevocationMode = X509RevocationMode.NoCheck };
        using var client = new HttpClient(handler);
        (await client.GetStringAsync(new Uri($"https://localhost:{Port}/"))).Should().Contain("Image: web\n");
    }

    [Test]
    public async Task Datagrams_go_to_a_simulated_container_and_come_back()
    {
        var task = await RunningAsync(new ContainerDefinition { Name = "app", Image = "dns", PortMappings = [new() { ContainerPort = 53, Protocol = TransportProtocol.Udp }] });
        await FrontAsync(Tcp with { Protocol = ProtocolEnum.Udp }, protocol: ProtocolEnum.Udp);
        await TargetAsync(AddressOf(task), 53);
        using var client = new UdpClient("127.0.0.1", Port);
        await client.SendAsync(Encoding.ASCII.GetBytes("who?"));
        Encoding.ASCII.GetString((await client.ReceiveAsync().WaitAsync(Patience)).Buffer).Should().Be("who?");
    }

    [Test]
    public async Task Datagrams_of_one_client_go_to_one_server_until_it_is_unhealthy()
    {
        using var one = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var two = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await FrontAsync(Tcp with { Protocol = ProtocolEnum.Udp }, protocol: ProtocolEnum.Udp);
        await TargetAsync("127.0.0.1", PortOf(one));
        using var client = new UdpClient("127.0.0.1", Port);
        await client.SendAsync("a"u8.ToArray());
        (await one.ReceiveAsync().WaitAsync(Patience)).Buffer.Should().Equal((byte)'a');
        await TargetAsync("127.0.0.1", PortOf(two));
        await client.SendAsync("b"u8.ToArray());
        var received = await one.ReceiveAsync().WaitAsync(Patience);
        received.Buffer.Should().Equal((byte)'b');
        await one.SendAsync("c"u8.ToArray(), received.RemoteEndPoint);
        (await client.ReceiveAsync().WaitAsync(Patience)).Buffer.Should().Equal((byte)'c');
        await ChangeAsync(PortOf(one), each => each with { State = TargetHealthStateEnum.Unhealthy });
        await client.SendAsync("d"u8.ToArray());
        (await two.ReceiveAsync().WaitAsync(Patience)).Buffer.Should().Equal((byte)'d');
    }

    [Test]
    public async Task A_port_that_is_in_use_is_replaced_and_this_is_said()
    {
        var taken = Listen();
        await FrontAsync(Tcp, PortOf(taken));
        var status = Aws.Listeners.Single();
        status.Port.Should().NotBe(PortOf(taken)).And.NotBe(0);
        status.Note.Should().Be($"Port {PortOf(taken)} of 127.0.0.1 is in use; port {status.Port} is used instead.");
        status.Url.Should().Be($"tcp://front.us-east-1.elb.localhost:{status.Port}");
    }

    [Test]
    public async Task A_listener_that_is_deleted_closes_its_port_and_its_connections()
    {
        var server = await BehindAsync(Tcp);
        var port = Port;
        using var client = await ConnectAsync();
        using var target = await server.AcceptTcpClientAsync();
        await UpdateAsync(world => world.Remove(world.Listeners.Values.Single()));
        Aws.Listeners.Should().BeEmpty();
        await IsResetAsync(client.GetStream());
        await FluentActions.Awaiting(() => new TcpClient().ConnectAsync(IPAddress.Loopback, port)).Should().ThrowAsync<SocketException>();
    }
}
