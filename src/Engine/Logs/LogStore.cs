using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Workbook.Engine.Metrics;
using Workbook.Engine.State;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatchLogs;

namespace Workbook.Engine.Logs;

/// <summary>
/// CloudWatch Logs: groups, streams and their events, kept in SQLite: in the data folder, or in memory. They are no part of the World: there are many events, they are only ever
/// added, and nothing is decided by them. What is kept is bounded by the retention of groups and by a size.
/// </summary>
public sealed partial class LogStore : IAsyncDisposable
{
    /// <summary>How much is kept of all events together, in bytes: then the oldest of the largest stream go, so that nothing fills disk or memory.</summary>
    public const long MostBytes = 1L << 30, MostBytesInMemory = 1L << 28;

    private const string FileName = "log-events.db";
    private const int Waiting = 4096, LargestBatch = 1000;
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(1);

    private readonly Channel<(LogStreamName Stream, LogEvent Event)> _arriving = Channel.CreateBounded<(LogStreamName, LogEvent)>(
        new BoundedChannelOptions(Waiting) { SingleReader = true });

    private readonly Lazy<(LogFile File, LogCatalog Catalog)> _database;
    private readonly Lock _using = new();
    private readonly TimeProvider _clock;
    private readonly long _mostBytes;
    private readonly MetricFilterRunner? _filters;
    private readonly LogWriter _writer;
    private readonly Task _appending;
    private DateTimeOffset _sweepAt;

    /// <param name="dataFolder">Where the file lies, which is made when it is needed first; null keeps everything in memory.</param>
    /// <param name="clock">What ages are told by; null for the machine's.</param>
    /// <param name="metrics">Where metric filters put their data points; null for nowhere.</param>
    /// <param name="mostBytes">How much is kept; null for the usual.</param>
    public LogStore(string? dataFolder, TimeProvider? clock = null, MetricStore? metrics = null, long? mostBytes = null)
    {
        _clock = clock ?? TimeProvider.System;
        _mostBytes = mostBytes ?? (dataFolder is null ? MostBytesInMemory : MostBytes);
        _filters = metrics is null ? null : new(metrics);
        _database = new(() => Open(dataFolder), LazyThreadSafetyMode.None);
        _writer = new(Write);
        _appending = AppendAsync();
    }

    /// <summary>Called after events were written, in the order in which they were; whoever is called must be quick.</summary>
    public event Action<LogsWritten>? Written;

    /// <summary>What first kept lines from being written, such as a full disk; null as long as all is well.</summary>
    public Exception? Failure { get; private set; }

    private LogFile File => _database.Value.File;

    private LogCatalog Catalog => _database.Value.Catalog;

    /// <summary>Deletes the log events that a data folder keeps.</summary>
    /// <exception cref="IOException">They cannot be deleted.</exception>
    public static void Delete(string dataFolder) => SqliteFile.Delete(Path.Combine(Path.GetFullPath(dataFolder), FileName));

    /// <summary>Adds events to a stream; completes when they are on disk.</summary>
    /// <exception cref="Shapes.ApiException">There is no such group or stream.</exception>
    /// <exception cref="IOException">They cannot be written.</exception>
    public Task PutAsync(LogStreamName stream, IReadOnlyList<LogEvent> events)
    {
        lock (_using)
        {
            var entry = (Catalog.Find(stream.Scope, stream.Group) ?? throw LogNames.NoGroup()).Streams.GetValueOrDefault(stream.Stream) ?? throw LogNames.NoStream();
            if (events.Count == 0) return Task.CompletedTask;
            // Also the order in which they are written.
            return _writer.PutAsync(new(entry, events, _clock.GetUtcNow().ToUnixTimeMilliseconds()));
        }
    }

    /// <summary>Takes a line that a container printed; completes when there is room for it, and not yet when it is written. Lines to a stream that is not there are lost.</summary>
    public ValueTask AppendAsync(LogStreamName stream, LogEvent line, CancellationToken cancellation) => _arriving.Writer.WriteAsync((stream, line), cancellation);

    /// <summary>Adds lines that a container printed; completes when they are on disk or lost, as they are when their stream is not there.</summary>
    public async Task PrintAsync(LogStreamName stream, IReadOnlyList<LogEvent> lines)
    {
        try
        {
            await PutAsync(stream, lines);
        }
        catch (Shapes.ApiException)
        {
            // Somebody deleted the stream; the driver's lines are lost, as they are on AWS.
        }
        catch (IOException exception)
        {
            // Lines that cannot be kept are lost; tasks go on without them, as they do on AWS.
            Failure ??= exception;
        }
    }

    /// <summary>Forgets everything that was written.</summary>
    public void Clear()
    {
        lock (_using)
        {
            if (!_database.IsValueCreated) return;
            File.Commit(File.Clear);
            Catalog.Clear();
        }
    }

    /// <summary>Writes what has arrived, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _arriving.Writer.TryComplete();
        await _appending;
        await _writer.DisposeAsync();
        if (_database.IsValueCreated) File.Dispose();
    }

    private static (LogFile, LogCatalog) Open(string? dataFolder)
    {
        var path = dataFolder is null ? null : Path.Combine(Path.GetFullPath(dataFolder), FileName);
        LogFile? file = null;
        try
        {
            file = LogFile.Open(path);
            return (file, file.Load());
        }
        catch (Exception error) when (error is SqliteException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw error is SqliteException sqlite ? SqliteErrors.Unreadable(path!, sqlite) : new IOException($"{path} cannot be used for logs. {error.Message}", error);
        }
    }

    private async Task AppendAsync()
    {
        var batch = new List<(LogStreamName Stream, LogEvent Event)>(LargestBatch);
        while (await _arriving.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestBatch && _arriving.Reader.TryRead(out var line)) batch.Add(line);
            await Task.WhenAll(batch.GroupBy(line => line.Stream, line => line.Event).Select(group => PrintAsync(group.Key, [.. group])));
            batch.Clear();
        }
    }

    // On the writer's thread. What the metric filters make of each is safe when its task completes.
    private List<Task> Write(IReadOnlyList<LogPut> puts)
    {
        List<LogsWritten> written;
        lock (_using)
        {
            try
            {
                written = Commit(puts);
            }
            catch (SqliteException error)
            {
                throw SqliteErrors.NotKept(File.Path, error);
            }
            Tidy();
        }
        foreach (var each in written) Written?.Invoke(each);
        return [.. written.Select(each => _filters?.ApplyAsync(each) ?? Task.CompletedTask)];
    }

    private List<LogsWritten> Commit(IReadOnlyList<LogPut> puts)
    {
        var (written, number, summaries) = (new List<LogsWritten>(puts.Count), Catalog.LastNumber, new Dictionary<StreamEntry, StreamSummary>());
        File.Commit(() =>
        {
            foreach (var put in puts)
            {
                var events = new List<StoredEvent>(put.Events.Count);
                var summary = summaries.GetValueOrDefault(put.Stream) ?? put.Stream.Summary;
                foreach (var line in put.Stream.IsDeleted ? [] : put.Events)
                {
                    var stored = new StoredEvent(put.Stream.Name, new(line.At.UtcTicks, ++number), put.IngestedAt, line.Message);
                    File.InsertEvent(put.Stream.Id, stored.Place, put.IngestedAt, line.Message);
                    summary = new(
                        Math.Min(summary.First ?? long.MaxValue, stored.Place.At), Math.Max(summary.Last ?? 0, stored.Place.At), put.IngestedAt, summary.Bytes + LogEventRules.SizeOf(line.Message));
                    events.Add(stored);
                }
                summaries[put.Stream] = summary;
                written.Add(new(put.Stream.Group.Scope, put.Stream.Group.Group, events));
            }
            foreach (var (stream, summary) in summaries) File.Summarize(stream.Id, summary);
            File.Count(number);
        });
        Catalog.LastNumber = number;
        foreach (var (stream, summary) in summaries) Summarize(stream, summary);
        return written;
    }

    private void Summarize(StreamEntry stream, StreamSummary summary)
    {
        Catalog.Bytes += summary.Bytes - stream.Bytes;
        stream.Summary = summary;
    }

    /// <summary>Deletes what has expired, once a minute, and the oldest of the largest streams where too much is kept.</summary>
    private void Tidy()
    {
        var now = _clock.GetUtcNow();
        if (now >= _sweepAt)
        {
            _sweepAt = now + BetweenSweeps;
            foreach (var group in Catalog.Groups.Where(group => group.Group.RetentionInDays is not null))
            {
                var oldest = EventPlace.Before(group.Group.OldestKept(now));
                foreach (var stream in group.Streams.Values.Where(stream => stream.Summary.First < oldest.At)) DeleteBefore(stream, oldest);
            }
        }
        if (Catalog.Bytes <= _mostBytes) return;
        // Some more than needed, so that it is not done with each event: 1/32 of what is kept.
        for (var excess = Catalog.Bytes - _mostBytes + _mostBytes / 32; excess > 0;)
        {
            var (largest, before) = (Catalog.Groups.SelectMany(group => group.Streams.Values).MaxBy(stream => stream.Bytes)!, Catalog.Bytes);
            DeleteBefore(largest, File.PlaceAfterBytes(largest.Id, Math.Min(excess, Math.Max(1, largest.Bytes / 2))));
            excess -= before - Catalog.Bytes;
        }
    }

    private void DeleteBefore(StreamEntry stream, EventPlace place)
    {
        StreamSummary? summary = null;
        File.Commit(() => summary = File.DeleteBefore(stream, place));
        Summarize(stream, summary!);
    }
}
