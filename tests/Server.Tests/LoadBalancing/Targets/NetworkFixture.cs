using System.Net;
using System.Net.Sockets;
using Workbook.Engine.Time;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Tests.LoadBalancing.Targets;

/// <summary>A Network Load Balancer, with servers of this machine or simulated containers behind it. The clock stands still unless it is moved.</summary>
internal abstract class NetworkFixture : HealthFixture
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    protected static readonly ElbTargetGroup Tcp = Group with { Protocol = ProtocolEnum.Tcp, ProtocolVersion = null, HealthCheck = Check with { Protocol = ProtocolEnum.Tcp } };

    private readonly List<IDisposable> _open = [];

    protected override ClockMode Clock => ClockMode.Manual;

    [TearDown]
    public void Close()
    {
        foreach (var each in _open) each.Dispose();
        _open.Clear();
    }

    /// <summary>Where the only listener is on this machine.</summary>
    protected int Port => Aws.Listeners.Single().Port;

    protected static ValueMap<string> Attribute(string key, string value) => new([new(key, value)]);

    protected Task FrontAsync(ElbTargetGroup group, int port = 80, string protocol = ProtocolEnum.Tcp) => UpdateAsync(world =>
    {
        world = Use(world.Put(group), group);
        return world.Put(world.Listeners.Values.Single() with { Port = port, Protocol = protocol });
    });

    /// <summary>A server of this machine behind a listener.</summary>
    protected async Task<TcpListener> BehindAsync(ElbTargetGroup group)
    {
        var server = Listen();
        await FrontAsync(group);
        await TargetAsync("127.0.0.1", PortOf(server));
        return server;
    }

    protected Task TargetAsync(string id, int port) => UpdateAsync((world, now) => world.Put(new ElbTarget(Group.Key, id, port, now) { State = TargetHealthStateEnum.Healthy, Reason = null, Description = null }));

    protected Task ChangeAsync(int port, Func<ElbTarget, ElbTarget> change) => UpdateAsync(world => world.Put(change(world.Targets[ElbTarget.KeyOf(Group.Key, "127.0.0.1", port)])));

    protected TcpListener Listen()
    {
        var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        _open.Add(server);
        return server;
    }

    protected async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        return client;
    }

    protected async Task<EcsTask> RunningAsync(ContainerDefinition container)
    {
        var task = await RunAsync(container);
        await AdvanceAsync(2);
        return World.Tasks[task.Id];
    }

    protected static int PortOf(TcpListener server) => ((IPEndPoint)server.LocalEndpoint).Port;

    protected static int PortOf(UdpClient server) => ((IPEndPoint)server.Client.LocalEndPoint!).Port;

    protected static async Task<string> ReadToEndAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        return await reader.ReadToEndAsync().WaitAsync(Patience);
    }

    protected static async Task IsResetAsync(Stream stream) =>
        (await FluentActions.Awaiting(() => stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Patience)).Should().ThrowAsync<IOException>())
            .Which.InnerException.Should().BeOfType<SocketException>().Which.SocketErrorCode.Should().Be(SocketError.ConnectionReset);
}
