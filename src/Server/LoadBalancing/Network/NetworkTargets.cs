using System.Net;
using System.Net.Sockets;
using Workbook.Engine;
using Workbook.Engine.LoadBalancing;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.LoadBalancing.Network;

/// <summary>How the flows of Network Load Balancers reach their targets.</summary>
/// <param name="application">Where the listener of an Application Load Balancer is on this machine, by its ARN; null when it is not.</param>
internal sealed class NetworkTargets(EcsEngine engine, TargetConnections connections, Func<string, IPEndPoint?> application, TimeProvider machine)
{
    public EngineClock Clock => engine.Clock;

    /// <summary>The machine's clock.</summary>
    public TimeProvider Machine => machine;

    /// <exception cref="SocketException">Nobody listens there, or nobody answers.</exception>
    public ValueTask<Stream> ConnectAsync(AccountRegion scope, ElbTargetGroup group, ElbTarget target, CancellationToken cancellation) =>
        group.TargetType == TargetTypeEnum.Alb
            ? connections.OpenAsync(scope, target, async token => await Sockets.ConnectAsync(EndPointOf(scope, target), token), cancellation)
            : connections.OpenAsync(scope, target, cancellation);

    /// <exception cref="SocketException">It is known that nobody is there.</exception>
    public ValueTask<IDatagrams> OpenAsync(AccountRegion scope, ElbTarget target, CancellationToken cancellation) =>
        connections.Network is IDatagramNetwork datagrams ? datagrams.OpenAsync(scope, target.Id, target.Port, cancellation) : throw new SocketException((int)SocketError.ProtocolNotSupported);

    private IPEndPoint EndPointOf(AccountRegion scope, ElbTarget target)
    {
        var world = engine.Store.Read(scope);
        var listener = ElbArn.LoadBalancerKey(scope, target.Id) is not { } key ? null : world.LoadBalancingIndex.ListenersOf(key).FirstOrDefault(each => world.Listeners[each].Port == target.Port);
        return listener is not null && application(ElbListener.ArnOf(scope, listener)) is { } endpoint ? endpoint : throw new SocketException((int)SocketError.ConnectionRefused);
    }
}
