using System.Net.Sockets;
using Workbook.Engine.LoadBalancing;
using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Server.LoadBalancing.Health;

namespace Workbook.Server.LoadBalancing;

/// <summary>Connections to targets for what clients send. Where nobody answers, the target's health is looked at.</summary>
internal sealed class TargetConnections(ITargetNetwork network, HealthChecker health)
{
    public ITargetNetwork Network => network;

    /// <exception cref="SocketException">Nobody listens there, or nobody answers.</exception>
    public ValueTask<Stream> OpenAsync(AccountRegion scope, ElbTarget target, CancellationToken cancellation) =>
        OpenAsync(scope, target, token => network.ConnectAsync(scope, target.Id, target.Port, token), cancellation);

    /// <param name="connect">Connects to it.</param>
    /// <inheritdoc cref="OpenAsync(AccountRegion, ElbTarget, CancellationToken)"/>
    public async ValueTask<Stream> OpenAsync(AccountRegion scope, ElbTarget target, Func<CancellationToken, ValueTask<Stream>> connect, CancellationToken cancellation)
    {
        try
        {
            return await connect(cancellation);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            health.Suspect(scope, target.Key);
            throw;
        }
    }
}
