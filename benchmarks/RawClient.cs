using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Workbook.Benchmarks;

/// <summary>One keep-alive connection that sends ready-made requests: it costs the machine as little as a client can.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly byte[] LengthHeader = "Content-Length: "u8.ToArray();
    private static readonly byte[] EndOfHeaders = "\r\n\r\n"u8.ToArray();
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[2 * 1024 * 1024];

    public static async Task<RawClient> ConnectAsync(Uri endpoint)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(IPAddress.Parse(endpoint.Host), endpoint.Port);
        return client;
    }

    /// <summary>An AWS JSON request, ready to be sent any number of times.</summary>
    public static byte[] Request(Uri endpoint, string operation, string body, string target = "AmazonEC2ContainerServiceV20141113", string service = "ecs", string json = "1.1") => Encoding.UTF8.GetBytes(
        "POST / HTTP/1.1\r\n" +
        $"Host: {endpoint.Authority}\r\n" +
        $"X-Amz-Target: {target}.{operation}\r\n" +
        "X-Amz-Date: 20260101T000000Z\r\n" +
        $"Content-Type: application/x-amz-json-{json}\r\n" +
        $"Authorization: AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123\r\n" +
        string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));

    /// <summary>The body of the answer, which must be a 200.</summary>
    public async Task<ReadOnlyMemory<byte>> SendAsync(byte[] request)
    {
        await _socket.SendAsync(request);
        var received = 0;
        while (true)
        {
            received += await _socket.ReceiveAsync(_buffer.AsMemory(received));
            if (Body(_buffer.AsSpan(0, received)) is not { } body || body.Start + body.Length > received) continue;
            if (!_buffer.AsSpan(0, 15).SequenceEqual("HTTP/1.1 200 OK"u8))
                throw new InvalidOperationException(Encoding.UTF8.GetString(_buffer, 0, received));
            return _buffer.AsMemory(body.Start, body.Length);
        }
    }

    public void Dispose() => _socket.Dispose();

    private static (int Start, int Length)? Body(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf(EndOfHeaders);
        if (end < 0) return null;
        var length = received[..end].IndexOf(LengthHeader);
        var digits = received[(length + LengthHeader.Length)..end];
        var line = digits.IndexOf((byte)'\r');
        return (end + EndOfHeaders.Length, int.Parse(line < 0 ? digits : digits[..line], NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
