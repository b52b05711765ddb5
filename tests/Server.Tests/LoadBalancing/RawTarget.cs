using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Workbook.Server.Tests.LoadBalancing;

/// <summary>A target that does with each connection what a test says.</summary>
internal sealed class RawTarget : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private int _connections;

    /// <param name="serve">Gets the connection and how many came before it; when it returns, the connection is closed.</param>
    public RawTarget(Func<Socket, int, Task> serve)
    {
        _listener.Start();
        _ = AcceptAsync(serve);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Reads a request up to the end of its headers.</summary>
    public static async Task<string> RequestAsync(Socket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        while (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await socket.ReceiveAsync(buffer);
            if (read == 0) break;
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        return text.ToString();
    }

    public static async Task AnswerAsync(Socket socket, string text) => await socket.SendAsync(Encoding.Latin1.GetBytes(text));

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync(Func<Socket, int, Task> serve)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync();
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return;
            }
            _ = ServeAsync(serve, socket);
        }
    }

    private async Task ServeAsync(Func<Socket, int, Task> serve, Socket socket)
    {
        using (socket)
        {
            try
            {
                await serve(socket, Interlocked.Increment(ref _connections) - 1);
            }
            catch (SocketException)
            {
                // The balancer may have gone.
            }
        }
    }
}
