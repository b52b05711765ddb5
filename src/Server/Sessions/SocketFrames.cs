using System.Net.WebSockets;

namespace Workbook.Server.Sessions;

/// <summary>Whole messages from and the end of a WebSocket.</summary>
internal static class SocketFrames
{
    private const int LongestMessage = 128 * 1024;
    private const int LongestReason = 120;

    /// <summary>The next message; null when the other end has closed or is gone.</summary>
    /// <exception cref="ChannelProtocolException">It is too long.</exception>
    public static async Task<byte[]?> ReceiveAsync(WebSocket socket, CancellationToken cancellation)
    {
        using var message = new MemoryStream();
        var buffer = new byte[8 * 1024];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
                if (part.MessageType == WebSocketMessageType.Close) return null;
                message.Write(buffer, 0, part.Count);
                if (message.Length > LongestMessage) throw new ChannelProtocolException($"A message has at most {LongestMessage} bytes.");
                if (part.EndOfMessage) return message.ToArray();
            }
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    /// <summary>Says goodbye, as far as the other end is still there.</summary>
    public static async Task CloseAsync(WebSocket socket, WebSocketCloseStatus status, string reason, CancellationToken cancellation)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        try
        {
            await socket.CloseOutputAsync(status, reason.Length <= LongestReason ? reason : reason[..LongestReason], cancellation);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
    }
}
