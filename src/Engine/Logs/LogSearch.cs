namespace Workbook.Engine.Logs;

/// <summary>Reads the events of several streams in one order, a page of each at a time. Streams whose events lie further on are not touched.</summary>
/// <param name="streams">With the time of the first and the last event of each.</param>
/// <param name="descending">The newest first.</param>
/// <param name="read">Reads a stream's events from a place on and before another, at most so many.</param>
internal sealed class LogSearch(IReadOnlyCollection<StreamEntry> streams, bool descending, Func<StreamEntry, EventPlace, EventPlace, int, IReadOnlyList<StoredEvent>> read)
{
    private readonly PriorityQueue<Cursor, EventPlace> _open = new(Comparer<EventPlace>.Create((one, other) => descending ? other.CompareTo(one) : one.CompareTo(other)));

    // Of one stream many at once; of a thousand a few of each.
    private readonly int _page = Math.Clamp(8192 / Math.Max(1, streams.Count), 16, 1024);

    /// <summary>All events from a place on and before another.</summary>
    public IEnumerable<StoredEvent> Events(EventPlace from, EventPlace to)
    {
        var waiting = new Queue<(StreamEntry Stream, EventPlace Edge)>(streams
            .Where(stream => stream.Summary.Last >= from.At && stream.Summary.First <= to.At)
            .Select(stream => (Stream: stream, Edge: descending ? new EventPlace(stream.Summary.Last!.Value, long.MaxValue) : new EventPlace(stream.Summary.First!.Value, 0)))
            .OrderBy(pair => descending ? -pair.Edge.At : pair.Edge.At));
        while (true)
        {
            while (waiting.TryPeek(out var next) && (!_open.TryPeek(out _, out var first) || IsBefore(next.Edge, first)))
            {
                waiting.Dequeue();
                Push(new(next.Stream, read(next.Stream, from, to, _page), 0), from, to);
            }
            if (!_open.TryDequeue(out var cursor, out _)) yield break;
            yield return cursor.Page[cursor.At];
            Push(cursor with { At = cursor.At + 1 }, from, to);
        }
    }

    private bool IsBefore(EventPlace one, EventPlace other) => descending ? one > other : one < other;

    private void Push(Cursor cursor, EventPlace from, EventPlace to)
    {
        if (cursor.At == cursor.Page.Count)
        {
            if (cursor.Page.Count < _page) return;
            var last = cursor.Page[^1].Place;
            cursor = new(cursor.Stream, descending ? read(cursor.Stream, from, last, _page) : read(cursor.Stream, last.Next, to, _page), 0);
            if (cursor.Page.Count == 0) return;
        }
        _open.Enqueue(cursor, cursor.Page[cursor.At].Place);
    }

    private sealed record Cursor(StreamEntry Stream, IReadOnlyList<StoredEvent> Page, int At);
}
