using System.Net.Sockets;
using System.Threading.Channels;
using Workbook.Engine.LoadBalancing;
using Workbook.Engine.Time;
using Workbook.Orchestration.LoadBalancing;

namespace Workbook.Server.LoadBalancing.Network;

/// <summary>The datagrams of one client to one target, and back. It ends after 120 s of silence, as on AWS; a new one may then have another target.</summary>
/// <param name="ended">Told when it is over.</param>
internal sealed class UdpFlow(EngineClock clock, ElbTargetGroup group, ElbTarget target, IDatagrams datagrams, Action<UdpFlow> ended)
    : NetworkFlow(clock, IdleTimeout, group, target)
{
    private const int LargestDatagram = 65535;
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(120);

    public ValueTask SendAsync(ReadOnlyMemory<byte> datagram, CancellationToken cancellation)
    {
        Touch();
        return datagrams.SendAsync(datagram, cancellation);
    }

    /// <summary>Sends what the target answers to the client, until the flow is over.</summary>
    public async Task AnswerAsync(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<int>> send)
    {
        WatchSilence();
        var buffer = new byte[LargestDatagram];
        while (true)
        {
            try
            {
                var length = await datagrams.ReceiveAsync(buffer, CancellationToken.None);
                Touch();
                await send(buffer.AsMemory(0, length), CancellationToken.None);
            }
            catch (SocketException error) when (error.SocketErrorCode is not (SocketError.OperationAborted or SocketError.Interrupted))
            {
                // Nobody listens there at the moment: what was sent is lost, as with any network.
            }
            catch (Exception error) when (error is ObjectDisposedException or ChannelClosedException or SocketException)
            {
                return;
            }
        }
    }

    public override void Cut()
    {
        ended(this);
        Dispose();
    }

    public override void Dispose()
    {
        base.Dispose();
        datagrams.Dispose();
    }
}
