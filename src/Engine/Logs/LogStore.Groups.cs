using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Engine.Logs;

/// <summary>Groups, streams and destinations.</summary>
public sealed partial class LogStore
{
    /// <exception cref="Shapes.ApiException">ResourceAlreadyExistsException.</exception>
    public void CreateGroup(AccountRegion scope, CwlLogGroup group)
    {
        lock (_using)
        {
            if (Catalog.Find(scope, group.Name) is not null) throw CloudWatchLogsErrors.ResourceAlreadyExists("The specified log group already exists");
            AddGroup(scope, group);
        }
    }

    /// <summary>Null where there is none.</summary>
    public CwlLogGroup? FindGroup(AccountRegion scope, string name)
    {
        lock (_using) return Catalog.Find(scope, name)?.Group;
    }

    /// <summary>All groups in the order of their names, and how many bytes the events of each count.</summary>
    public IReadOnlyList<(CwlLogGroup Group, long Bytes)> Groups(AccountRegion scope)
    {
        lock (_using) return [.. Catalog.GroupsIn(scope).Select(group => (group.Group, group.Streams.Values.Sum(stream => stream.Bytes)))];
    }

    /// <summary>Puts what a function makes of a group in its place.</summary>
    /// <exception cref="Shapes.ApiException">ResourceNotFoundException, or what the function throws.</exception>
    public void UpdateGroup(AccountRegion scope, string name, Func<CwlLogGroup, CwlLogGroup> change)
    {
        lock (_using)
        {
            var entry = Catalog.Find(scope, name) ?? throw LogNames.NoGroup();
            var next = change(entry.Group);
            if (next == entry.Group) return;
            File.Commit(() => File.UpdateGroup(entry.Id, next));
            entry.Group = next;
            _sweepAt = default;
        }
    }

    /// <summary>Deletes a group with all its streams.</summary>
    /// <exception cref="Shapes.ApiException">ResourceNotFoundException, or it is protected.</exception>
    public void DeleteGroup(AccountRegion scope, string name)
    {
        lock (_using)
        {
            var entry = Catalog.Find(scope, name) ?? throw LogNames.NoGroup();
            LogGroups.CheckDeletion(entry.Group);
            File.Commit(() => File.DeleteGroup(entry.Id));
            Catalog.Remove(entry);
        }
    }

    /// <exception cref="Shapes.ApiException">ResourceAlreadyExistsException, or there is no such group.</exception>
    public void CreateStream(LogStreamName name)
    {
        lock (_using)
        {
            var group = Catalog.Find(name.Scope, name.Group) ?? throw LogNames.NoGroup();
            if (group.Streams.ContainsKey(name.Stream)) throw CloudWatchLogsErrors.ResourceAlreadyExists("The specified log stream already exists");
            AddStream(group, name.Stream);
        }
    }

    /// <summary>Makes a stream, and its group, where there is none.</summary>
    public void Prepare(LogStreamName name)
    {
        lock (_using)
        {
            var group = Catalog.Find(name.Scope, name.Group) ?? AddGroup(name.Scope, new(name.Group, _clock.GetUtcNow()));
            if (!group.Streams.ContainsKey(name.Stream)) AddStream(group, name.Stream);
        }
    }

    /// <exception cref="Shapes.ApiException">ResourceNotFoundException.</exception>
    public void DeleteStream(LogStreamName name)
    {
        lock (_using)
        {
            var group = Catalog.Find(name.Scope, name.Group) ?? throw LogNames.NoGroup();
            var stream = group.Streams.GetValueOrDefault(name.Stream) ?? throw LogNames.NoStream();
            File.Commit(() => File.DeleteStream(stream.Id));
            group.Streams.Remove(stream.Name);
            Catalog.Remove(stream);
        }
    }

    /// <summary>The streams of a group in the order of their names.</summary>
    /// <exception cref="Shapes.ApiException">ResourceNotFoundException.</exception>
    public IReadOnlyList<LogStreamInfo> Streams(AccountRegion scope, string group)
    {
        lock (_using) return [.. (Catalog.Find(scope, group) ?? throw LogNames.NoGroup()).Streams.Values.Select(stream => stream.Info)];
    }

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<CwlDestination> Destinations(AccountRegion scope)
    {
        lock (_using) return File.Destinations(scope);
    }

    /// <summary>The destination that an ARN names; null where there is none.</summary>
    public CwlDestination? FindDestination(AccountRegion scope, string arn) => Destinations(scope).FirstOrDefault(each => LogNames.DestinationArnOf(scope, each.Name) == arn);

    /// <summary>Makes a destination or takes the place of the one of that name.</summary>
    public void PutDestination(AccountRegion scope, CwlDestination destination)
    {
        lock (_using) File.Commit(() => File.PutDestination(scope, destination));
    }

    public void DeleteDestination(AccountRegion scope, string name)
    {
        lock (_using) File.Commit(() => File.DeleteDestination(scope, name));
    }

    private GroupEntry AddGroup(AccountRegion scope, CwlLogGroup group)
    {
        var id = 0L;
        File.Commit(() => id = File.InsertGroup(scope, group));
        var entry = new GroupEntry(id, scope, group);
        Catalog.Add(entry);
        return entry;
    }

    private void AddStream(GroupEntry group, string name)
    {
        var (id, now) = (0L, _clock.GetUtcNow().ToUnixTimeMilliseconds());
        File.Commit(() => id = File.InsertStream(group.Id, name, now));
        group.Streams.Add(name, new(id, group, name, now));
    }
}
