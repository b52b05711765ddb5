using System.Net.WebSockets;
using System.Text.Json;

namespace Workbook.Web.Channels;

/// <summary>
/// The WebSocket of one page: JSON requests come in, events go out. Whatever ends one direction ends the other, so that a page never waits for what will not
/// come: it connects again by itself.
/// </summary>
/// <typeparam name="TRequest">What the page may ask for.</typeparam>
internal abstract class PageChannel<TRequest>(WebSocket socket, int largestRequest)
    where TRequest : class
{
    private const int PartSize = 16 * 1024;

    protected static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { AllowOutOfOrderMetadataProperties = true };

    /// <summary>Serves the page until it goes away.</summary>
    public async Task ServeAsync(CancellationToken cancellation)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Enter();
        var both = new[] { UntilGoneAsync(TellAsync(gone.Token)), UntilGoneAsync(ReceiveAsync(gone.Token)) };
        try
        {
            await Task.WhenAny(both);
        }
        finally
        {
            Leave();
            await gone.CancelAsync();
            await Task.WhenAll(both);
        }
    }

    /// <summary>The page is there: from now on it is told what changes.</summary>
    protected abstract void Enter();

    /// <summary>It is gone.</summary>
    protected abstract void Leave();

    /// <summary>Does what the page asks for.</summary>
    protected abstract Task TakeAsync(TRequest request, CancellationToken cancellation);

    /// <summary>Sends what the page has to know, for as long as it is there.</summary>
    protected abstract Task TellAsync(CancellationToken cancellation);

    protected ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation) => socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellation);

    private async Task ReceiveAsync(CancellationToken cancellation)
    {
        var buffer = new byte[PartSize];
        using var message = new MemoryStream();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            if (part.MessageType == WebSocketMessageType.Close) return;
            message.Write(buffer, 0, part.Count);
            if (!part.EndOfMessage && message.Length <= largestRequest) continue;
            if (message.Length > largestRequest || Parse(message.GetBuffer().AsSpan(0, (int)message.Length)) is not { } request)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.InvalidPayloadData, "That is no request of this page.", cancellation);
                return;
            }
            message.SetLength(0);
            // Nothing that is asked holds up what is asked next, such as an interrupt.
            _ = UntilGoneAsync(TakeAsync(request, cancellation));
        }
    }

    private static TRequest? Parse(ReadOnlySpan<byte> message)
    {
        try
        {
            return JsonSerializer.Deserialize<TRequest>(message, Json);
        }
        // The second is what JSON without a type is to the serializer.
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static async Task UntilGoneAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // The page was closed, or the site ends.
        }
    }
}
