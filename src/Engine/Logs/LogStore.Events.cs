using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatchLogs;

namespace Workbook.Engine.Logs;

/// <summary>Events, read.</summary>
public sealed partial class LogStore
{
    /// <summary>How much a page of events counts at most, in bytes.</summary>
    public const int MostBytesOfPage = 1024 * 1024;

    // A page ends after this many events, also when few of them matched.
    private const int MostExamined = 50_000;

    /// <summary>A stream's events from a place on and before another: a page of the first, or of the last, in the order of their time.</summary>
    /// <exception cref="Shapes.ApiException">ResourceNotFoundException.</exception>
    public IReadOnlyList<StoredEvent> Read(LogStreamName name, EventPlace from, EventPlace to, int limit, bool descending = false)
    {
        lock (_using)
        {
            var group = Catalog.Find(name.Scope, name.Group) ?? throw LogNames.NoGroup();
            var stream = group.Streams.GetValueOrDefault(name.Stream) ?? throw LogNames.NoStream();
            var (events, bytes) = (new List<StoredEvent>(), 0);
            foreach (var each in File.ReadEvents(stream, Kept(group, from), to, limit, descending))
            {
                bytes += LogEventRules.SizeOf(each.Message);
                if (bytes > MostBytesOfPage && events.Count > 0) break;
                events.Add(each);
            }
            if (descending) events.Reverse();
            return events;
        }
    }

    /// <summary>When the newest event of a stream that was written happened; null when there is none.</summary>
    public DateTimeOffset? NewestIn(LogStreamName stream)
    {
        lock (_using) return Catalog.Find(stream)?.Summary.Last is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    /// <summary>The events of a group's streams that match, from a place on and before another, in the order of their time or against it.</summary>
    /// <param name="isWanted">Whether a stream is to be searched.</param>
    /// <param name="matches">Whether a message is one that is looked for.</param>
    /// <returns>A page, and where the next one begins (when descending: before which it ends); null at the end.</returns>
    /// <exception cref="Shapes.ApiException">ResourceNotFoundException.</exception>
    public (IReadOnlyList<StoredEvent> Events, EventPlace? Next) Search(
        AccountRegion scope, string group, Func<string, bool> isWanted, Func<string, bool> matches, EventPlace from, EventPlace to, int limit, bool descending)
    {
        List<StreamEntry> streams;
        lock (_using)
        {
            var entry = Catalog.Find(scope, group) ?? throw LogNames.NoGroup();
            streams = [.. entry.Streams.Values.Where(stream => isWanted(stream.Name))];
            from = Kept(entry, from);
        }
        var search = new LogSearch(streams, descending, (stream, first, last, most) =>
        {
            lock (_using) return stream.IsDeleted ? [] : File.ReadEvents(stream, first, last, most, descending);
        });
        var (found, bytes, examined) = (new List<StoredEvent>(), 0, 0);
        foreach (var each in search.Events(from, to))
        {
            var isFull = found.Count == limit || examined++ == MostExamined;
            if (isFull) return (found, descending ? each.Place.Next : each.Place);
            if (!matches(each.Message)) continue;
            bytes += LogEventRules.SizeOf(each.Message);
            if (bytes > MostBytesOfPage && found.Count > 0) return (found, descending ? each.Place.Next : each.Place);
            found.Add(each);
        }
        return (found, null);
    }

    private EventPlace Kept(GroupEntry group, EventPlace from)
    {
        var oldest = EventPlace.Before(group.Group.OldestKept(_clock.GetUtcNow()));
        return from < oldest ? oldest : from;
    }
}
