using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatchLogs;

namespace Workbook.Engine.Logs;

/// <summary>Which groups and streams there are: all that is known of them but their events. One thread at a time may use it.</summary>
internal sealed class LogCatalog
{
    private readonly Dictionary<AccountRegion, SortedDictionary<string, GroupEntry>> _scopes = [];

    /// <summary>What the events of all streams count together, in bytes.</summary>
    public long Bytes { get; set; }

    /// <summary>The number of the newest event.</summary>
    public long LastNumber { get; set; }

    public IEnumerable<GroupEntry> Groups => _scopes.Values.SelectMany(groups => groups.Values);

    /// <summary>In the order of their names.</summary>
    public IEnumerable<GroupEntry> GroupsIn(AccountRegion scope) => _scopes.GetValueOrDefault(scope)?.Values ?? Enumerable.Empty<GroupEntry>();

    public GroupEntry? Find(AccountRegion scope, string group) => _scopes.GetValueOrDefault(scope)?.GetValueOrDefault(group);

    public StreamEntry? Find(LogStreamName name) => Find(name.Scope, name.Group)?.Streams.GetValueOrDefault(name.Stream);

    public void Add(GroupEntry group)
    {
        if (!_scopes.TryGetValue(group.Scope, out var groups)) _scopes[group.Scope] = groups = new(StringComparer.Ordinal);
        groups.Add(group.Group.Name, group);
    }

    public void Remove(GroupEntry group)
    {
        _scopes[group.Scope].Remove(group.Group.Name);
        foreach (var stream in group.Streams.Values) Remove(stream);
        group.Streams.Clear();
    }

    public void Remove(StreamEntry stream)
    {
        stream.IsDeleted = true;
        Bytes -= stream.Bytes;
    }

    public void Clear()
    {
        foreach (var stream in Groups.SelectMany(group => group.Streams.Values)) stream.IsDeleted = true;
        _scopes.Clear();
        Bytes = 0;
    }
}

/// <summary>A group and its streams.</summary>
internal sealed class GroupEntry(long id, AccountRegion scope, CwlLogGroup group)
{
    public long Id { get; } = id;

    public AccountRegion Scope { get; } = scope;

    public CwlLogGroup Group { get; set; } = group;

    /// <summary>In the order of their names.</summary>
    public SortedDictionary<string, StreamEntry> Streams { get; } = new(StringComparer.Ordinal);
}

/// <summary>A stream, and a summary of its events.</summary>
internal sealed class StreamEntry(long id, GroupEntry group, string name, long createdAt)
{
    public long Id { get; } = id;

    public GroupEntry Group { get; } = group;

    public string Name { get; } = name;

    /// <summary>In milliseconds since 1970.</summary>
    public long CreatedAt { get; } = createdAt;

    public StreamSummary Summary { get; set; } = new(null, null, null, 0);

    public long Bytes => Summary.Bytes;

    /// <summary>What came for it and is not written yet is dropped.</summary>
    public bool IsDeleted { get; set; }

    public LogStreamInfo Info => new(Name, CreatedAt, Milliseconds(Summary.First), Milliseconds(Summary.Last), Summary.Ingested);

    private static long? Milliseconds(long? ticks) => (ticks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
}

/// <param name="First">The time of the oldest event, in ticks of UTC.</param>
/// <param name="Last">The time of the newest event, in ticks of UTC.</param>
/// <param name="Ingested">When the newest came, in milliseconds since 1970.</param>
/// <param name="Bytes">Messages in UTF-8, and 26 for each.</param>
internal sealed record StreamSummary(long? First, long? Last, long? Ingested, long Bytes);
