using System.Globalization;
using Microsoft.Data.Sqlite;
using Workbook.Engine.State;

namespace Workbook.Engine.Logs;

/// <summary>The database of log events: a table of streams and one of events. One thread at a time may use it.</summary>
internal sealed class LogFile : IDisposable
{
    // The letters ECSL.
    private static readonly SqliteFormat Format = new(
        0x4543534C,
        1,
        """
        CREATE TABLE streams (
            id INTEGER PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL, log_group TEXT NOT NULL, stream TEXT NOT NULL,
            UNIQUE (account, region, log_group, stream));
        CREATE TABLE events (id INTEGER PRIMARY KEY, stream INTEGER NOT NULL, at INTEGER NOT NULL, message TEXT NOT NULL);
        CREATE INDEX events_by_time ON events (stream, at, id);
        """);

    private readonly SqliteFile _file;
    private readonly Dictionary<LogStreamName, StreamRow> _rows = [];
    private readonly SqliteCommand _insert;

    private LogFile(SqliteFile file)
    {
        _file = file;
        _insert = file.Command("INSERT INTO events (stream, at, message) VALUES ($stream, $at, $message)", "$stream", "$at", "$message");
    }

    /// <exception cref="IOException">It is damaged, of another version, or not a workbook's.</exception>
    public static LogFile Open(string? path) => new(SqliteFile.Open(path, Format));

    /// <summary>Writes all events or none, and lets the oldest of each stream go.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void Write(IReadOnlyList<(LogStreamName Stream, LogEvent Event)> events, int kept)
    {
        try
        {
            _file.Commit(() =>
            {
                foreach (var (stream, line) in events) Insert(RowOf(stream), line);
                foreach (var row in events.Select(each => RowOf(each.Stream)).Distinct().Where(row => row.Count > kept + kept / 10)) Trim(row, kept);
            });
        }
        catch (SqliteException error)
        {
            _rows.Clear();
            throw new IOException($"Log events cannot be written: {error.Message}", error);
        }
    }

    public IReadOnlyList<LogEvent> Read(LogStreamName stream, DateTimeOffset from, int limit)
    {
        using var command = _file.Command("SELECT at, message FROM events WHERE stream = $stream AND at >= $from ORDER BY at, id LIMIT $limit");
        command.Parameters.AddWithValue("$stream", FindId(stream) ?? -1);
        command.Parameters.AddWithValue("$from", from.UtcTicks);
        command.Parameters.AddWithValue("$limit", limit);
        using var reader = command.ExecuteReader();
        var events = new List<LogEvent>();
        while (reader.Read()) events.Add(new(new DateTimeOffset(reader.GetInt64(0), TimeSpan.Zero), reader.GetString(1)));
        return events;
    }

    public IReadOnlyList<string> Streams(LogStreamName group)
    {
        using var command = _file.Command("SELECT stream FROM streams WHERE account = $account AND region = $region AND log_group = $group ORDER BY stream");
        command.Parameters.AddWithValue("$account", group.Scope.Account);
        command.Parameters.AddWithValue("$region", group.Scope.Region);
        command.Parameters.AddWithValue("$group", group.Group);
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    public DateTimeOffset? NewestIn(LogStreamName stream)
    {
        using var command = _file.Command("SELECT MAX(at) FROM events WHERE stream = $stream");
        command.Parameters.AddWithValue("$stream", FindId(stream) ?? -1);
        return command.ExecuteScalar() is long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    public void Clear()
    {
        _file.Execute("DELETE FROM events; DELETE FROM streams");
        _rows.Clear();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _file.Dispose();
    }

    private void Insert(StreamRow row, LogEvent line)
    {
        _insert.Parameters[0].Value = row.Id;
        _insert.Parameters[1].Value = line.At.UtcTicks;
        _insert.Parameters[2].Value = line.Message;
        _insert.ExecuteNonQuery();
        row.Count++;
    }

    private void Trim(StreamRow row, int kept)
    {
        _file.Execute(string.Create(CultureInfo.InvariantCulture,
            $"DELETE FROM events WHERE stream = {row.Id} AND id NOT IN (SELECT id FROM events WHERE stream = {row.Id} ORDER BY at DESC, id DESC LIMIT {kept})"));
        row.Count = kept;
    }

    private StreamRow RowOf(LogStreamName stream)
    {
        if (_rows.TryGetValue(stream, out var known)) return known;
        using (var insert = _file.Command("INSERT OR IGNORE INTO streams (account, region, log_group, stream) VALUES ($account, $region, $group, $stream)"))
        {
            Name(insert, stream);
            insert.ExecuteNonQuery();
        }
        var row = new StreamRow(FindId(stream)!.Value);
        using (var count = _file.Command("SELECT COUNT(*) FROM events WHERE stream = $stream"))
        {
            count.Parameters.AddWithValue("$stream", row.Id);
            row.Count = (long)count.ExecuteScalar()!;
        }
        return _rows[stream] = row;
    }

    private long? FindId(LogStreamName stream)
    {
        if (_rows.TryGetValue(stream, out var known)) return known.Id;
        using var command = _file.Command("SELECT id FROM streams WHERE account = $account AND region = $region AND log_group = $group AND stream = $stream");
        Name(command, stream);
        return command.ExecuteScalar() as long?;
    }

    private static void Name(SqliteCommand command, LogStreamName stream)
    {
        command.Parameters.AddWithValue("$account", stream.Scope.Account);
        command.Parameters.AddWithValue("$region", stream.Scope.Region);
        command.Parameters.AddWithValue("$group", stream.Group);
        command.Parameters.AddWithValue("$stream", stream.Stream);
    }

    /// <summary>A stream's row, and how many events it has.</summary>
    private sealed class StreamRow(long id)
    {
        public long Id { get; } = id;

        public long Count { get; set; }
    }
}
