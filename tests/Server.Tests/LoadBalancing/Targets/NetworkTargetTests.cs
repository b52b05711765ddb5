using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;
using Action = Workbook.Shapes.Elbv2.Action;

namespace Workbook.Server.Tests.LoadBalancing.Targets;

/// <summary>What may stand behind a Network Load Balancer besides a server that speaks TCP.</summary>
internal sealed class NetworkTargetTests : NetworkFixture
{
    private static readonly ElbLoadBalancer Inner = new("inner", "00000000000000dd", DateTimeOffset.UnixEpoch) { State = LoadBalancerStateEnum.Active, VpcId = "vpc-1" };
    private static readonly ElbTargetGroup Alb = Tcp with { TargetType = TargetTypeEnum.Alb, Port = 80, HealthCheck = Check with { Protocol = ProtocolEnum.Http } };

    [Test]
    public async Task An_Application_Load_Balancer_answers_behind_it()
    {
        var task = await RunningAsync(Container("web", 8080));
        await FrontAsync(Alb, port: 8443);
        await ServeInnerAsync(AddressOf(task));
        await RegisterAsync(ElbLoadBalancer.ArnOf(Scope, Inner.Key), 80);
        using var client = new HttpClient();

        (await client.GetStringAsync(new Uri($"http://127.0.0.1:{FrontPort}/b"))).Should().Contain("URI: /b\n").And.Contain($"Server address: {AddressOf(task)}:8080\n");
    }

    [Test]
    public async Task It_is_as_healthy_as_what_it_forwards_to()
    {
        var task = await RunningAsync(Container("web", 8080));
        await FrontAsync(Alb, port: 8443);
        await ServeInnerAsync(AddressOf(task));
        var arn = ElbLoadBalancer.ArnOf(Scope, Inner.Key);
        await RegisterAsync(arn, 80);
        await AdvanceAsync(30);
        HealthOf(arn, 80).State.Should().Be(TargetHealthStateEnum.Healthy);

        await UpdateAsync(world => world.Remove(world.Targets.Values.Single(each => each.GroupKey != Group.Key)));
        await AdvanceAsync(30);
        HealthOf(arn, 80).State.Should().Be(TargetHealthStateEnum.Unhealthy);
    }

    [Test]
    public async Task A_target_that_speaks_TLS_is_spoken_to_so()
    {
        var server = await BehindAsync(Tcp with { Protocol = ProtocolEnum.Tls });
        await UpdateAsync(world => world.Put(world.Listeners.Values.Single() with { Protocol = ProtocolEnum.Tls }));
        using var root = X509Certificate2.CreateFromPem(Aws.Balancer.AuthorityPem);
        using var socket = await ConnectAsync();
        await using var client = new SslStream(socket.GetStream());
        var shaking = client.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { root }, RevocationMode = X509RevocationMode.NoCheck },
        });
        using var accepted = await server.AcceptTcpClientAsync().WaitAsync(Patience);
        await using var target = new SslStream(accepted.GetStream());
        using var certificate = SelfSigned();
        await target.AuthenticateAsServerAsync(certificate).WaitAsync(Patience);
        await shaking.WaitAsync(Patience);

        await client.WriteAsync("question"u8.ToArray());
        var question = new byte[8];
        await target.ReadExactlyAsync(question).AsTask().WaitAsync(Patience);
        await target.WriteAsync("answer"u8.ToArray());
        var answer = new byte[6];
        await client.ReadExactlyAsync(answer).AsTask().WaitAsync(Patience);

        (Encoding.ASCII.GetString(question), Encoding.ASCII.GetString(answer)).Should().Be(("question", "answer"));
    }

    [Test]
    public async Task TCP_and_UDP_share_a_port_where_the_listener_has_both()
    {
        var server = Listen();
        using var datagrams = new UdpClient(new IPEndPoint(IPAddress.Loopback, PortOf(server)));
        await FrontAsync(Tcp with { Protocol = ProtocolEnum.TcpUdp }, protocol: ProtocolEnum.TcpUdp);
        await TargetAsync("127.0.0.1", PortOf(server));
        using var client = await ConnectAsync();
        using var target = await server.AcceptTcpClientAsync().WaitAsync(Patience);
        await client.GetStream().WriteAsync("t"u8.ToArray());
        using var sender = new UdpClient("127.0.0.1", Port);
        await sender.SendAsync("u"u8.ToArray());

        var received = new byte[1];
        await target.GetStream().ReadExactlyAsync(received).AsTask().WaitAsync(Patience);
        received.Should().Equal((byte)'t');
        (await datagrams.ReceiveAsync().WaitAsync(Patience)).Buffer.Should().Equal((byte)'u');
    }

    private int FrontPort => Aws.Listeners.Single(each => each.Protocol == ProtocolEnum.Tcp).Port;

    /// <summary>A container behind the inner load balancer.</summary>
    private Task ServeInnerAsync(string address) => UpdateAsync((world, now) =>
    {
        var group = new ElbTargetGroup("app", "0000000000000002") { Protocol = ProtocolEnum.Http, ProtocolVersion = "HTTP1", Port = 8080, TargetType = TargetTypeEnum.Ip, HealthCheck = Check };
        return world.Put(Inner).Put(group)
            .Put(new ElbTarget(group.Key, address, 8080, now) { State = TargetHealthStateEnum.Healthy, Reason = null, Description = null, HealthySince = now })
            .Put(new ElbListener(Inner.Key, "00000000000000ee", "00000000000000ff") { Port = 80, Protocol = ProtocolEnum.Http, DefaultActions = [new Action { Type = ActionTypeEnum.Forward, TargetGroupArn = ElbTargetGroup.ArnOf(world.Scope, group.Key) }] });
    });

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=nobody", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
