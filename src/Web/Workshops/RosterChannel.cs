using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Workbook.Learning.Exercises;
using Workbook.Web.Channels;

namespace Workbook.Web.Workshops;

/// <summary>What the roster's page asks for: nothing.</summary>
internal sealed record RosterRequest;

/// <summary>Keeps the roster's page up to date: it is sent the rows that have changed, and the order of all.</summary>
internal sealed class RosterChannel(WebSocket socket, Workshop workshop, RosterDesk desk, ExerciseCatalog catalog, TimeProvider time) : PageChannel<RosterRequest>(socket, LargestRequest)
{
    private const int LargestRequest = 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // Minutes go by though nobody does anything.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);

    protected override void Enter() => workshop.Changed += Wake;

    protected override void Leave() => workshop.Changed -= Wake;

    protected override Task TakeAsync(RosterRequest request, CancellationToken cancellation) => Task.CompletedTask;

    protected override async Task TellAsync(CancellationToken cancellation)
    {
        var news = _news.Reader.ReadAsync(cancellation).AsTask();
        while (true)
        {
            await SendAsync(Bytes(), cancellation);
            await Task.Delay(Pause, time, cancellation);
            await Task.WhenAny(news, Task.Delay(Longest - Pause, time, cancellation));
            if (news.IsCompleted) news = _news.Reader.ReadAsync(cancellation).AsTask();
        }
    }

    private void Wake() => _news.Writer.TryWrite(true);

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
