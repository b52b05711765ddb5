using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using Workbook.Engine.Time;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Server.LoadBalancing.Simulated;

namespace Workbook.Server.LoadBalancing.Network;

/// <summary>A connection of a client and the one to its target. What one end sends the other gets; either may end its half first.</summary>
/// <param name="socket">Of the client.</param>
/// <param name="client">The same as a stream; decrypted, when the listener speaks TLS.</param>
/// <param name="server">To the target; encrypted, when its group speaks TLS.</param>
/// <param name="connection">The same before encryption.</param>
internal sealed class TcpFlow(EngineClock clock, TimeSpan idleTimeout, ElbTargetGroup group, ElbTarget target, Socket socket, Stream client, Stream server, Stream connection)
    : NetworkFlow(clock, idleTimeout, group, target)
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Returns when both directions have ended.</summary>
    public async Task RunAsync()
    {
        WatchSilence();
        await Task.WhenAll(CopyAsync(client, server), CopyAsync(server, client));
    }

    /// <summary>As a Network Load Balancer does: with a reset in both directions.</summary>
    public override void Cut()
    {
        socket.Close(0);
        if (connection is NetworkStream network) network.Socket.Close(0);
        connection.Dispose();
    }

    public override void Dispose()
    {
        base.Dispose();
        client.Dispose();
        server.Dispose();
        connection.Dispose();
        socket.Dispose();
    }

    private async Task CopyAsync(Stream from, Stream to)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer)) > 0)
            {
                Touch();
                await to.WriteAsync(buffer.AsMemory(0, read));
            }
            await EndSendingAsync(to);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One end is gone: so is the other.
            Cut();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task EndSendingAsync(Stream stream)
    {
        switch (stream)
        {
            case SslStream secure:
                await secure.ShutdownAsync();
                break;
            case NetworkStream network:
                network.Socket.Shutdown(SocketShutdown.Send);
                break;
            case DuplexStream simulated:
                simulated.EndSending();
                break;
            default:
                await stream.DisposeAsync();
                break;
        }
    }
}
