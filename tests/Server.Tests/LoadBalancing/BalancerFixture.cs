using System.Net;
using System.Net.Sockets;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Tests.LoadBalancing;

/// <summary>The whole endpoint with a load balancer <c>web</c>, which every test gives listeners, rules and targets of its own.</summary>
internal abstract class BalancerFixture
{
    protected const string BalancerKey = "app/web/50dc6c495c0c9188";

    /// <summary>Health checks find nobody there, and say so after the second one: targets are asked nothing but what a test asks.</summary>
    private const string NobodysPort = "1";

    private int _ids;

    protected static AccountRegion Scope { get; } = new("000000000042", "us-east-1");

    protected LocalAws Aws { get; private set; } = null!;

    protected World World => Aws.Engine.Store.Read(Scope);

    protected virtual string? DataFolder => null;

    protected virtual bool ReachesOthers => true;

    [SetUp]
    public async Task StartBalancer()
    {
        Aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Manual, DataFolder = DataFolder, ReachesOthers = ReachesOthers } });
        await PutAsync(world => world.Put(new ElbLoadBalancer("web", "50dc6c495c0c9188", DateTimeOffset.UnixEpoch) { VpcId = "vpc-1", State = LoadBalancerStateEnum.Active }));
    }

    [TearDown]
    public async Task StopBalancer()
    {
        Aws.Engine.Failure.Should().BeNull();
        await Aws.DisposeAsync();
    }

    protected ValueTask<World> PutAsync(Func<World, World> change) => Aws.Engine.Store.UpdateAsync(Scope, (world, _) => change(world) is var next ? (next, next) : default);

    protected async Task<ElbTargetGroup> GroupAsync(string name, params IEnumerable<int> ports)
    {
        var group = new ElbTargetGroup(name, NextId()) { Protocol = ProtocolEnum.Http, ProtocolVersion = "HTTP1", Port = 80, TargetType = TargetTypeEnum.Ip, HealthCheck = new("HTTP", NobodysPort) };
        await PutAsync(world => ports.Aggregate(world.Put(group), (next, port) => next.Put(Healthy(group, port))));
        return group;
    }

    protected static ElbTarget Healthy(ElbTargetGroup group, int port) =>
        new(group.Key, "127.0.0.1", port, DateTimeOffset.UnixEpoch) { State = TargetHealthStateEnum.Healthy, Reason = null, Description = null, HealthySince = DateTimeOffset.UnixEpoch };

    protected static string ArnOf(ElbTargetGroup group) => ElbTargetGroup.ArnOf(Scope, group.Key);

    protected static Shapes.Elbv2.Action ForwardTo(ElbTargetGroup group) => new() { Type = ActionTypeEnum.Forward, TargetGroupArn = ArnOf(group) };

    /// <summary>A listener on a free port; answers with where it can be reached.</summary>
    protected async Task<Uri> ListenAsync(Shapes.Elbv2.Action action, string protocol = "HTTP", string balancerKey = BalancerKey)
    {
        var listener = new ElbListener(balancerKey, NextId(), NextId())
        {
            Port = FreePort(),
            Protocol = protocol,
            DefaultActions = [action],
            CertificateArns = protocol == "HTTPS" ? ["arn:aws:acm:us-east-1:000000000042:certificate/12345678-1234-1234-1234-123456789012"] : [],
            SslPolicy = protocol == "HTTPS" ? "ELBSecurityPolicy-TLS13-1-2-2021-06" : null,
        };
        await PutAsync(world => world.Put(listener));
        return new($"{protocol.ToLowerInvariant()}://127.0.0.1:{listener.Port}/");
    }

    protected ElbListener Listener => World.Listeners.Values.Single();

    protected Task AttributesAsync(params IEnumerable<(string Key, string Value)> attributes) => PutAsync(world => world.Put(world.LoadBalancers[BalancerKey] with
    {
        Attributes = new(attributes.Select(each => KeyValuePair.Create(each.Key, each.Value))),
    })).AsTask();

    protected Task AttributesAsync(ElbTargetGroup group, params IEnumerable<(string Key, string Value)> attributes) => PutAsync(world => world.Put(group with
    {
        Attributes = new(attributes.Select(each => KeyValuePair.Create(each.Key, each.Value))),
    })).AsTask();

    protected string NextId() => (++_ids).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    protected static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
