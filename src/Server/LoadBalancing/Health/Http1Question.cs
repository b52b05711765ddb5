using System.Globalization;
using System.Text;

namespace Workbook.Server.LoadBalancing.Health;

/// <summary>The request of a health check in HTTP/1.1, and the status of the answer. The body is not waited for.</summary>
internal static class Http1Question
{
    public const string UserAgent = "ELB-HealthChecker/2.0";
    private const int LongestHead = 64 * 1024;
    private const int Continue = 100, Ok = 200;

    /// <exception cref="InvalidDataException">The answer is not HTTP.</exception>
    public static async Task<int> GetAsync(Stream stream, string host, string path, CancellationToken cancellation)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nUser-Agent: {UserAgent}\r\nAccept-Encoding: gzip, compressed\r\n\r\n"), cancellation);
        var head = new byte[1024];
        var length = 0;
        while (true)
        {
            if (length == head.Length) Array.Resize(ref head, head.Length < LongestHead ? head.Length * 2 : throw Malformed());
            var read = await stream.ReadAsync(head.AsMemory(length), cancellation);
            if (read == 0) throw Malformed();
            length += read;
            // An interim answer is followed by another one.
            while (head.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is var end and >= 0)
            {
                var status = StatusOf(head.AsSpan(0, end));
                if (status is < Continue or >= Ok) return status;
                head.AsSpan(end + 4, length - end - 4).CopyTo(head);
                length -= end + 4;
            }
        }
    }

    /// <summary><c>HTTP/1.1 200 OK</c> → 200.</summary>
    private static int StatusOf(ReadOnlySpan<byte> head) =>
        head.Length >= 12 && (head.StartsWith("HTTP/1.1 "u8) || head.StartsWith("HTTP/1.0 "u8)) && (head.Length == 12 || head[12] is (byte)' ' or (byte)'\r')
            && int.TryParse(head[9..12], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : throw Malformed();

    private static InvalidDataException Malformed() => new("The target's answer is not HTTP.");
}
