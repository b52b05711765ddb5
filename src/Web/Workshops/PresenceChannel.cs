using System.Net.WebSockets;
using System.Text.Json;
using Workbook.Web.Channels;
using Workbook.Web.Lessons;
using Workbook.Web.Seats;

namespace Workbook.Web.Workshops;

/// <summary>What a learner's page says.</summary>
/// <param name="HandUp">Whether the learner asks for help.</param>
internal sealed record PresenceRequest(bool HandUp);

/// <summary>Every page of a learner has one: while it is open the learner is there. It tells whether the hand is up, and which lesson the instructor shows.</summary>
internal sealed class PresenceChannel(WebSocket socket, Seat learner, Seat instructor) : PageChannel<PresenceRequest>(socket, LargestRequest)
{
    private const int LargestRequest = 1024;

    private readonly Bell _news = new();

    protected override void Enter()
    {
        learner.Log.Connected();
        learner.Log.Changed += _news.Ring;
        instructor.Log.Changed += _news.Ring;
    }

    protected override void Leave()
    {
        learner.Log.Changed -= _news.Ring;
        instructor.Log.Changed -= _news.Ring;
        learner.Log.Gone();
    }

    protected override Task TakeAsync(PresenceRequest request, CancellationToken cancellation)
    {
        learner.Log.Raised(request.HandUp);
        return Task.CompletedTask;
    }

    protected override async Task TellAsync(CancellationToken cancellation)
    {
        (bool, LessonEntry?)? told = null;
        while (true)
        {
            var (hand, lesson) = (learner.Log.Activity.HandUp is not null, instructor.Shelf.Find(instructor.Log.Activity.Lesson));
            if (told != (hand, lesson)) await SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { Type = "presence", HandUp = hand, Lesson = lesson?.Number }, Json), cancellation);
            told = (hand, lesson);
            await _news.HearAsync(cancellation);
        }
    }
}
