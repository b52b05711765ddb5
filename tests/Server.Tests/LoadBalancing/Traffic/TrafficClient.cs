using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Workbook.Server.Tests.LoadBalancing.Traffic;

/// <summary>
/// One keep-alive connection that sends a request after the other and hides nothing: unlike HTTP clients it never tries again, so that a
/// connection that breaks is an exception.
/// </summary>
internal sealed class TrafficClient(IPEndPoint address, string host) : IDisposable
{
    private readonly byte[] _request = Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Socket? _socket;

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <returns>The status code and the body.</returns>
    /// <exception cref="IOException">The connection ended before the answer did.</exception>
    public async Task<(int Status, string Body)> GetAsync(CancellationToken cancellation)
    {
        if (_socket is null)
        {
            _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await _socket.ConnectAsync(address, cancellation);
        }
        await _socket.SendAsync(_request, cancellation);
        var received = 0;
        while (true)
        {
            var count = await _socket.ReceiveAsync(_buffer.AsMemory(received), cancellation);
            if (count == 0) throw new IOException($"The connection ended after {received} bytes of the answer.");
            received += count;
            if (Parse(_buffer.AsSpan(0, received)) is not var (status, body, closes)) continue;
            if (closes) Close();
            return (status, body);
        }
    }

    public void Dispose() => Close();

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }

    /// <summary>Null while something is missing.</summary>
    private static (int Status, string Body, bool Closes)? Parse(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0) return null;
        var head = Encoding.ASCII.GetString(bytes[..end]).Split("\r\n");
        var headers = head.Skip(1).Select(line => line.Split(": ", 2)).ToLookup(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var rest = bytes[(end + 4)..];
        var body = headers["Transfer-Encoding"].Contains("chunked") ? Chunks(rest)
            : int.Parse(headers["Content-Length"].Single(), CultureInfo.InvariantCulture) is var length && rest.Length >= length ? Encoding.UTF8.GetString(rest[..length]) : null;
        if (body is null) return null;
        return (int.Parse(head[0].AsSpan(9, 3), CultureInfo.InvariantCulture), body, headers["Connection"].Contains("close", StringComparer.OrdinalIgnoreCase));
    }

    private static string? Chunks(ReadOnlySpan<byte> bytes)
    {
        var body = new StringBuilder();
        while (true)
        {
            var line = bytes.IndexOf("\r\n"u8);
            if (line < 0) return null;
            var size = int.Parse(bytes[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (bytes.Length < line + size + 4) return null;
            if (size == 0) return body.ToString();
            body.Append(Encoding.UTF8.GetString(bytes.Slice(line + 2, size)));
            bytes = bytes[(line + size + 4)..];
        }
    }
}
