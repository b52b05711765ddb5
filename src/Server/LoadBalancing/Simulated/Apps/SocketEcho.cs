using System.Net.WebSockets;

namespace Workbook.Server.LoadBalancing.Simulated.Apps;

/// <summary>A WebSocket on which everything comes back.</summary>
internal static class SocketEcho
{
    public static async Task RunAsync(AppRequest request)
    {
        using var socket = await request.Http.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), request.Http.RequestAborted);
                if (part.MessageType == WebSocketMessageType.Close) break;
                await socket.SendAsync(buffer.AsMemory(0, part.Count), part.MessageType, part.EndOfMessage, request.Http.RequestAborted);
            }
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, request.Http.RequestAborted);
        }
        catch (WebSocketException)
        {
            // The other end went without a goodbye.
        }
    }
}
