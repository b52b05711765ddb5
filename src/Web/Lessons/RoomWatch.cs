using Workbook.Web.Channels;

namespace Workbook.Web.Lessons;

/// <summary>
/// What one page has not been told yet. Cells are remembered by name only, so that a page which reads slowly is told less often, and never
/// lags behind.
/// </summary>
internal sealed class RoomWatch
{
    private readonly Lock _gate = new();
    private readonly Bell _news = new();
    private readonly List<string> _cells = [];
    private readonly List<LessonEvent> _events = [];

    /// <summary>The cell has changed.</summary>
    public void Touch(string cell)
    {
        lock (_gate)
        {
            if (_cells.Contains(cell)) return;
            _cells.Add(cell);
            _news.Ring();
        }
    }

    public void Tell(LessonEvent change)
    {
        lock (_gate)
        {
            _events.Add(change);
            _news.Ring();
        }
    }

    /// <summary>Waits for news and takes them all.</summary>
    public async Task<(IReadOnlyList<LessonEvent> Events, IReadOnlyList<string> Cells)> TakeAsync(CancellationToken cancellation)
    {
        await _news.HearAsync(cancellation);
        lock (_gate)
        {
            (IReadOnlyList<LessonEvent>, IReadOnlyList<string>) taken = ([.. _events], [.. _cells]);
            _events.Clear();
            _cells.Clear();
            return taken;
        }
    }
}
