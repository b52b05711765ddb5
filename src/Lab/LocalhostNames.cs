using System.Net;
using System.Net.Sockets;

namespace Workbook;

/// <summary>
/// HTTP clients that find every name under <c>localhost</c> on this machine, as RFC 6761 (6.3) wants it and browsers and curl do; the
/// machine's own name resolution often knows only <c>localhost</c> itself.
/// </summary>
internal static class LocalhostNames
{
    public static HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        ConnectCallback = ConnectAsync,
        // Every request may go to another target, as a browser's does that is refreshed.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
        UseProxy = false,
    });

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
            if (IsLocal(host)) await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
            else await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsLocal(string host) => host.TrimEnd('.').EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
