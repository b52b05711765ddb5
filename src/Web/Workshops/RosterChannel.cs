using System.Net.WebSockets;
using System.Text.Json;
using Workbook.Learning.Exercises;
using Workbook.Web.Channels;

namespace Workbook.Web.Workshops;

/// <summary>Keeps the roster's page up to date: it is sent the rows that have changed, and the order of all.</summary>
internal sealed class RosterChannel(WebSocket socket, Workshop workshop, RosterDesk desk, ExerciseCatalog catalog, TimeProvider time) : TellingChannel(socket)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // Minutes go by though nobody does anything.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Bell _news = new();
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);

    protected override void Enter() => workshop.Changed += _news.Ring;

    protected override void Leave() => workshop.Changed -= _news.Ring;

    protected override async Task TellAsync(CancellationToken cancellation)
    {
        var news = _news.HearAsync(cancellation);
        while (true)
        {
            await SendAsync(Bytes(), cancellation);
            await Task.Delay(Pause, time, cancellation);
            await Task.WhenAny(news, Task.Delay(Longest - Pause, time, cancellation));
            if (news.IsCompleted) news = _news.HearAsync(cancellation);
        }
    }

    private byte[] Bytes()
    {
        var rows = desk.Rows();
        var changed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var html = RosterPage.Row(row, workshop.Instructor.Shelf, catalog, time.GetUtcNow());
            if (_told.GetValueOrDefault(row.Learner.Folder) == html) continue;
            _told[row.Learner.Folder] = changed[row.Learner.Folder] = html;
        }
        return JsonSerializer.SerializeToUtf8Bytes(new { Type = "rows", Order = rows.Select(row => row.Learner.Folder), Changed = changed, Summary = RosterPage.Summary(rows) }, Json);
    }
}
