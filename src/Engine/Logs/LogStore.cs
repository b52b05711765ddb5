using System.Threading.Channels;
using Workbook.Engine.State;

namespace Workbook.Engine.Logs;

/// <summary>
/// What containers print through the log driver <c>awslogs</c>, kept in SQLite: in the data folder, or in memory. Lines are
/// written in batches; whoever brings more than can be written waits, so that a container that prints without end costs
/// time and no memory.
/// </summary>
public sealed class LogStore : IAsyncDisposable
{
    /// <summary>How many events of a stream are kept; older ones go, so that nothing fills the disk.</summary>
    public const int KeptPerStream = 100_000;

    private const int Waiting = 4096;
    private const int LargestBatch = 1000;

    private readonly Channel<(LogStreamName Stream, LogEvent Event)> _arriving = Channel.CreateBounded<(LogStreamName, LogEvent)>(
        new BoundedChannelOptions(Waiting) { SingleReader = true });

    private readonly Lazy<LogFile> _file;
    private readonly Lock _using = new();
    private readonly int _kept;
    private readonly Task _writing;

    /// <param name="dataFolder">Where the file lies, which is made with the first line; null keeps everything in memory.</param>
    /// <param name="keptPerStream">How many events of a stream are kept; up to a tenth more are there for a while.</param>
    public LogStore(string? dataFolder, int keptPerStream = KeptPerStream)
    {
        _kept = keptPerStream;
        _file = new(() => LogFile.Open(dataFolder is null ? null : PathIn(dataFolder)), LazyThreadSafetyMode.None);
        _writing = WriteAsync();
    }

    /// <summary>What first kept lines from being written, such as a full disk; null as long as all is well.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Deletes the log events that a data folder keeps.</summary>
    /// <exception cref="IOException">They cannot be deleted.</exception>
    public static void Delete(string dataFolder) => SqliteFile.Delete(PathIn(dataFolder));

    /// <summary>Takes an event; completes when there is room for it, and not yet when it is written.</summary>
    public ValueTask AppendAsync(LogStreamName stream, LogEvent line, CancellationToken cancellation) => _arriving.Writer.WriteAsync((stream, line), cancellation);

    /// <summary>The events of a stream in the order of their time, from a moment on.</summary>
    public IReadOnlyList<LogEvent> Read(LogStreamName stream, DateTimeOffset from = default, int limit = 10_000)
    {
        lock (_using) return _file.Value.Read(stream, from, limit);
    }

    /// <summary>The streams of a log group, by name.</summary>
    public IReadOnlyList<string> Streams(LogStreamName group)
    {
        lock (_using) return _file.Value.Streams(group);
    }

    /// <summary>When the newest event of a stream that was written happened; null when there is none.</summary>
    public DateTimeOffset? NewestIn(LogStreamName stream)
    {
        lock (_using) return _file.Value.NewestIn(stream);
    }

    /// <summary>Forgets everything that was written.</summary>
    public void Clear()
    {
        lock (_using)
        {
            if (_file.IsValueCreated) _file.Value.Clear();
        }
    }

    /// <summary>Writes what has arrived, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _arriving.Writer.TryComplete();
        await _writing;
        if (_file.IsValueCreated) _file.Value.Dispose();
    }

    private static string PathIn(string dataFolder) => Path.Combine(Path.GetFullPath(dataFolder), "logs.db");

    private async Task WriteAsync()
    {
        var batch = new List<(LogStreamName, LogEvent)>(LargestBatch);
        while (await _arriving.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestBatch && _arriving.Reader.TryRead(out var line)) batch.Add(line);
            try
            {
                lock (_using) _file.Value.Write(batch, _kept);
            }
            catch (IOException exception)
            {
                // Lines that cannot be kept are lost; tasks go on without them, as they do on AWS.
                Failure ??= exception;
            }
            batch.Clear();
        }
    }
}
