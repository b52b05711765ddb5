using System.Net.WebSockets;
using System.Text.Json;
using Workbook.Web.Channels;

namespace Workbook.Web.Lessons;

/// <summary>Between one page and the room of its lesson: <see cref="LessonRequest"/> in and <see cref="LessonEvent"/> out.</summary>
internal sealed class LessonChannel(WebSocket socket, LessonRoom room, TimeProvider time) : PageChannel<LessonRequest>(socket, LargestRequest)
{
    private const int LargestRequest = 1024 * 1024;

    // What a page is sent in a second stays below what it can show: a pause between two deliveries, and longer behind large ones.
    private const double BytesPerMillisecond = 5_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    private readonly RoomWatch _watch = new();
    private readonly Dictionary<string, LessonEvent.CellChanged> _told = new(StringComparer.Ordinal);

    protected override void Enter() => room.Enter(_watch);

    protected override void Leave() => room.Leave(_watch);

    protected override async Task TakeAsync(LessonRequest request, CancellationToken cancellation)
    {
        try
        {
            await room.TakeAsync(request, _watch, cancellation);
        }
        catch (IOException error)
        {
            _watch.Tell(new LessonEvent.Trouble($"That could not be done: {error.Message}"));
        }
    }

    protected override async Task TellAsync(CancellationToken cancellation)
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

    private bool IsNews(LessonEvent.CellChanged cell)
    {
        if (_told.TryGetValue(cell.Cell, out var told) && told == cell) return false;
        _told[cell.Cell] = cell;
        return true;
    }

    private async Task<int> SendAsync(LessonEvent change, CancellationToken cancellation)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(change, Json);
        await SendAsync(bytes, cancellation);
        return bytes.Length;
    }
}
