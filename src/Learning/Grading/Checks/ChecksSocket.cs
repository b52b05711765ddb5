using System.Net.Sockets;
using System.Text.Json;
using Workbook.Learning.Sandboxes;

namespace Workbook.Learning.Grading;

/// <summary>
/// Where a submission's process gets the checks' request and leaves its answer: a JSON value each way. The answer is not read before the process is
/// over, and not beyond a size.
/// </summary>
internal sealed class ChecksSocket : IDisposable
{
    private const int MostBytes = 64 * 1024;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Socket _listener;
    private readonly byte[] _request;
    private readonly Task<byte[]?> _answer;

    public ChecksSocket(string path, object? request)
    {
        _listener = LocalSocket.Listen(path);
        _request = JsonSerializer.SerializeToUtf8Bytes(request, JsonSerializerOptions.Web);
        _answer = ServeAsync();
    }

    /// <summary>What it answered; null where that is nothing, too much, or no JSON.</summary>
    public async Task<JsonElement?> AnswerAsync(TimeProvider time)
    {
        _listener.Dispose();
        if (await Task.WhenAny(_answer, Task.Delay(Grace, time)) != _answer || await _answer is not { Length: > 0 } bytes) return null;
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task<byte[]?> ServeAsync()
    {
        try
        {
            using var accepted = await _listener.AcceptAsync();
            await accepted.SendAsync(_request);
            accepted.Shutdown(SocketShutdown.Send);
            var buffer = new byte[MostBytes + 1];
            var length = 0;
            while (length < buffer.Length && await accepted.ReceiveAsync(buffer.AsMemory(length)) is var read and > 0) length += read;
            return length > MostBytes ? null : buffer[..length];
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
