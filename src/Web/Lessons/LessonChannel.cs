using System.Net.WebSockets;
using System.Text.Json;

namespace Workbook.Web.Lessons;

/// <summary>The WebSocket between one page and the room of its lesson: JSON messages, <see cref="LessonRequest"/> in and <see cref="LessonEvent"/> out.</summary>
internal sealed class LessonChannel(WebSocket socket, LessonRoom room, TimeProvider time)
{
    private const int LargestRequest = 1024 * 1024;

    // What a page is sent in a second stays below what it can show: a pause between two deliveries, and longer behind large ones.
    private const double BytesPerMillisecond = 5_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { AllowOutOfOrderMetadataProperties = true };

    private readonly RoomWatch _watch = new();
    private readonly Dictionary<string, LessonEvent.CellChanged> _told = new(StringComparer.Ordinal);

    /// <summary>Serves the page until it goes away.</summary>
    public async Task ServeAsync(CancellationToken cancellation)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        room.Enter(_watch);
        var sending = SendAsync(gone.Token);
        try
        {
            await ReceiveAsync(gone.Token);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // The page was closed, or the site ends.
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.InvalidPayloadData, "That is no request of a lesson's page.", cancellation);
        }
        finally
        {
            room.Leave(_watch);
            await gone.CancelAsync();
            await sending;
        }
    }

    private async Task ReceiveAsync(CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            if (part.MessageType == WebSocketMessageType.Close) return;
            message.Write(buffer, 0, part.Count);
            if (message.Length > LargestRequest) throw new JsonException();
            if (!part.EndOfMessage) continue;
            var request = JsonSerializer.Deserialize<LessonRequest>(message.GetBuffer().AsSpan(0, (int)message.Length), Json) ?? throw new JsonException();
            message.SetLength(0);
            // Nothing that is asked holds up what is asked next, such as an interrupt.
            _ = TakeAsync(request, cancellation);
        }
    }

    private async Task TakeAsync(LessonRequest request, CancellationToken cancellation)
    {
        try
        {
            await room.TakeAsync(request, _watch, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The page is gone, and with it who wanted to know.
        }
        catch (IOException error)
        {
            _watch.Tell(new LessonEvent.Trouble($"That could not be done: {error.Message}"));
        }
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var (events, cells) = await _watch.TakeAsync(cancellation);
                var sent = 0;
                foreach (var change in events) sent += await SendAsync(change, cancellation);
                foreach (var cell in cells.Select(room.Cells.View).OfType<LessonEvent.CellChanged>().Where(IsNews)) sent += await SendAsync(cell, cancellation);
                await Task.Delay(Pause + TimeSpan.FromMilliseconds(sent / BytesPerMillisecond), time, cancellation);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // The page was closed, or the site ends.
        }
    }

    private bool IsNews(LessonEvent.CellChanged cell)
    {
        if (_told.TryGetValue(cell.Cell, out var told) && told == cell) return false;
        _told[cell.Cell] = cell;
        return true;
    }

    private async Task<int> SendAsync(LessonEvent change, CancellationToken cancellation)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(change, Json);
        await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancellation);
        return bytes.Length;
    }
}
