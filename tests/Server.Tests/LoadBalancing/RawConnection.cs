using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Workbook.Server.Tests.LoadBalancing;

/// <summary>A connection on which a test says every byte itself.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    /// <summary>A connection that should have been closed fails the test instead of holding it up.</summary>
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(30);

    private readonly StringBuilder _received = new();

    public static async Task<RawConnection> OpenAsync(Uri url)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, url.Port);
        return connection;
    }

    /// <summary>Everything that comes until the other side closes.</summary>
    public static async Task<string> ExchangeAsync(Uri url, string text)
    {
        using var connection = await OpenAsync(url);
        await connection.SendAsync(text);
        return await connection.ToEndAsync();
    }

    public async Task SendAsync(string text) => await _socket.SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task<string> ToEndAsync()
    {
        while (await ReadAsync()) continue;
        return _received.ToString();
    }

    public async Task<string> UntilAsync(string text)
    {
        while (!_received.ToString().Contains(text, StringComparison.Ordinal))
            if (!await ReadAsync()) throw new EndOfStreamException($"Closed after: {_received}");
        return _received.ToString();
    }

    public void Dispose() => _socket.Dispose();

    private async Task<bool> ReadAsync()
    {
        var buffer = new byte[16 * 1024];
        try
        {
            var read = await _socket.ReceiveAsync(buffer).WaitAsync(TooLong);
            _received.Append(Encoding.Latin1.GetString(buffer, 0, read));
            return read > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
