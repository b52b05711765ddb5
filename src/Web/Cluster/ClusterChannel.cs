using System.Net.WebSockets;
using System.Text.Json;

namespace Workbook.Web.Cluster;

/// <summary>The WebSocket of one page that shows the cluster: <see cref="ClusterRequest"/> in, <see cref="ClusterUpdate"/> and answers out.</summary>
internal sealed class ClusterChannel(WebSocket socket, ClusterFeed feed, ClusterDesk desk)
{
    private const int LargestRequest = 64 * 1024;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { AllowOutOfOrderMetadataProperties = true };

    private readonly ClusterWatch _watch = new();

    /// <summary>Serves the page until it goes away.</summary>
    public async Task ServeAsync(CancellationToken cancellation)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        feed.Enter(_watch);
        var sending = SendAsync(gone.Token);
        try
        {
            await ReceiveAsync(gone.Token);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // The page was closed, or the site ends.
        }
        // The second is what JSON without a type is to the serializer.
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.InvalidPayloadData, "That is no request about the cluster.", cancellation);
        }
        finally
        {
            feed.Leave(_watch);
            await gone.CancelAsync();
            await sending;
        }
    }

    private async Task ReceiveAsync(CancellationToken cancellation)
    {
        var buffer = new byte[LargestRequest];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
            if (part.MessageType == WebSocketMessageType.Close) return;
            length += part.Count;
            if (!part.EndOfMessage)
            {
                if (length == buffer.Length) throw new JsonException();
                continue;
            }
            var request = JsonSerializer.Deserialize<ClusterRequest>(buffer.AsSpan(0, length), Json) ?? throw new JsonException();
            length = 0;
            // An hour that passes does not hold up what is asked next.
            _ = AnswerAsync(request, cancellation);
        }
    }

    private async Task AnswerAsync(ClusterRequest request, CancellationToken cancellation)
    {
        try
        {
            var answer = await desk.AnswerAsync(request, cancellation);
            await _watch.AnswerAsync(JsonSerializer.SerializeToUtf8Bytes(new { request.Ask, Result = answer }, Json), cancellation);
        }
        catch (OperationCanceledException)
        {
            // The page is gone, and with it who wanted to know.
        }
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var message in _watch.Waiting.ReadAllAsync(cancellation)) await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // The page was closed, or the site ends.
        }
    }
}
