using System.Net;
using System.Net.Sockets;

namespace Workbook.Engine.LoadBalancing;

/// <summary>Connections and datagrams by the sockets of this machine.</summary>
public static class Sockets
{
    /// <exception cref="SocketException">Nobody listens there, or nobody answers.</exception>
    public static async ValueTask<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancellation)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <exception cref="SocketException">There is no way to that address.</exception>
    public static async ValueTask<IDatagrams> OpenAsync(IPEndPoint endpoint, CancellationToken cancellation)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            await socket.ConnectAsync(endpoint, cancellation);
            return new SocketDatagrams(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class SocketDatagrams(Socket socket) : IDatagrams
    {
        public async ValueTask SendAsync(ReadOnlyMemory<byte> datagram, CancellationToken cancellation) => await socket.SendAsync(datagram, cancellation);

        public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation) => socket.ReceiveAsync(buffer, cancellation);

        public void Dispose() => socket.Dispose();
    }
}
