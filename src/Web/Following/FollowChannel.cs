using System.Net.WebSockets;
using System.Text.Json;
using Workbook.Learning.Notebooks;
using Workbook.Web.Channels;
using Workbook.Web.Lessons;
using Workbook.Web.Seats;

namespace Workbook.Web.Following;

/// <summary>Shows somebody's lesson to somebody else while it is worked on; nothing can be changed from there.</summary>
/// <param name="socket">The page's.</param>
/// <param name="seat">Whose lesson it is.</param>
/// <param name="room">The lesson; null: none was opened yet.</param>
/// <param name="folder">The address under which lessons of that person are followed: <c>/follow</c>.</param>
/// <param name="time">The machine's clock.</param>
internal sealed class FollowChannel(WebSocket socket, Seat seat, LessonRoom? room, string folder, TimeProvider time) : TellingChannel(socket)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly RoomWatch _watch = new();

    protected override void Enter()
    {
        seat.Log.Changed += Move;
        room?.Watch(_watch);
        Move();
    }

    protected override void Leave()
    {
        seat.Log.Changed -= Move;
        room?.Leave(_watch);
    }

    protected override async Task TellAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var (events, cells) = await _watch.TakeAsync(cancellation);
            foreach (var change in events.Select(Seen).OfType<LessonEvent>()) await SendAsync(change, cancellation);
            foreach (var cell in cells.Select(id => room?.Cells.View(id)).OfType<LessonEvent.CellChanged>()) await SendAsync(cell, cancellation);
            await Task.Delay(Pause, time, cancellation);
        }
    }

    // Where the person went on to; whoever reads it decides whether to go along.
    private void Move()
    {
        if (seat.Log.Activity.Lesson is { } lesson && lesson != room?.Lesson.Name) _watch.Tell(new LessonEvent.Moved($"{folder}/{lesson}"));
    }

    private static LessonEvent? Seen(LessonEvent change) => change switch
    {
        LessonEvent.Moved => change,
        LessonEvent.SourceChanged source => new LessonEvent.SourceShown(source.Cell, CSharpHighlighter.ToHtml(source.Source)),
        // The page is written anew.
        LessonEvent.CellAdded or LessonEvent.CellDeleted or LessonEvent.Replaced => new LessonEvent.Replaced(),
        _ => null,
    };

    private ValueTask SendAsync(LessonEvent change, CancellationToken cancellation) => SendAsync(JsonSerializer.SerializeToUtf8Bytes(change, Json), cancellation);
}
