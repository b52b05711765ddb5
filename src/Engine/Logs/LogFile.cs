using System.Globalization;
using Microsoft.Data.Sqlite;
using Workbook.Engine.State;
using Workbook.Engine.State.Json;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatchLogs;

namespace Workbook.Engine.Logs;

/// <summary>The database of log events: tables of groups, streams and events, and of destinations. One thread at a time may use it.</summary>
internal sealed class LogFile : IDisposable
{
    // The letters ECSL. Events lie in the order in which they are read, without another index over them.
    private static readonly SqliteFormat Format = new(
        0x4543534C,
        2,
        """
        CREATE TABLE groups (id INTEGER PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL, entity TEXT NOT NULL, UNIQUE (account, region, name));
        CREATE TABLE streams (
            id INTEGER PRIMARY KEY, log_group INTEGER NOT NULL, name TEXT NOT NULL, created INTEGER NOT NULL,
            first INTEGER, last INTEGER, ingested INTEGER, bytes INTEGER NOT NULL, UNIQUE (log_group, name));
        CREATE TABLE events (
            stream INTEGER NOT NULL, at INTEGER NOT NULL, number INTEGER NOT NULL, ingested INTEGER NOT NULL, message TEXT NOT NULL,
            PRIMARY KEY (stream, at, number)) WITHOUT ROWID;
        CREATE TABLE counter (last INTEGER NOT NULL);
        INSERT INTO counter VALUES (0);
        CREATE TABLE destinations (account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL, entity TEXT NOT NULL, PRIMARY KEY (account, region, name));
        """);

    private readonly SqliteFile _file;
    private readonly SqliteCommand _insert, _summarize;

    private LogFile(SqliteFile file)
    {
        _file = file;
        _insert = file.Command("INSERT INTO events (stream, at, number, ingested, message) VALUES ($stream, $at, $number, $ingested, $message)", "$stream", "$at", "$number", "$ingested", "$message");
        _summarize = file.Command("UPDATE streams SET first = $first, last = $last, ingested = $ingested, bytes = $bytes WHERE id = $id", "$first", "$last", "$ingested", "$bytes", "$id");
    }

    public string Path => _file.Path;

    /// <param name="path">Null keeps everything in memory.</param>
    /// <exception cref="IOException">It is damaged, of another version, or not a workbook's.</exception>
    public static LogFile Open(string? path)
    {
        if (path is not null)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            // For its owner only; SQLite would make it for all to read.
            OwnFile.Open(path, FileShare.ReadWrite).Dispose();
        }
        return new(SqliteFile.Open(path, Format));
    }

    /// <summary>All or nothing; on disk when this returns.</summary>
    public void Commit(Action write) => _file.Commit(write);

    /// <summary>What there is, without the events.</summary>
    public LogCatalog Load()
    {
        var (catalog, groups) = (new LogCatalog(), new Dictionary<long, GroupEntry>());
        Read("SELECT id, account, region, entity FROM groups", row =>
        {
            var group = (CwlLogGroup)EntityJson.Read(typeof(CwlLogGroup), row.GetFieldValue<byte[]>(3));
            catalog.Add(groups[row.GetInt64(0)] = new(row.GetInt64(0), new(row.GetString(1), row.GetString(2)), group));
        });
        Read("SELECT id, log_group, name, created, first, last, ingested, bytes FROM streams", row =>
        {
            var group = groups[row.GetInt64(1)];
            var stream = new StreamEntry(row.GetInt64(0), group, row.GetString(2), row.GetInt64(3)) { Summary = new(Number(row, 4), Number(row, 5), Number(row, 6), row.GetInt64(7)) };
            group.Streams.Add(stream.Name, stream);
            catalog.Bytes += stream.Bytes;
        });
        catalog.LastNumber = (long)Scalar("SELECT last FROM counter")!;
        return catalog;
    }

    public long InsertGroup(AccountRegion scope, CwlLogGroup group) =>
        (long)Scalar("INSERT INTO groups (account, region, name, entity) VALUES ($1, $2, $3, CAST($4 AS TEXT)) RETURNING id", scope.Account, scope.Region, group.Name, EntityJson.Write(group))!;

    public void UpdateGroup(long id, CwlLogGroup group) => Scalar("UPDATE groups SET entity = CAST($1 AS TEXT) WHERE id = $2", EntityJson.Write(group), id);

    public void DeleteGroup(long id)
    {
        Scalar("DELETE FROM events WHERE stream IN (SELECT id FROM streams WHERE log_group = $1)", id);
        Scalar("DELETE FROM streams WHERE log_group = $1", id);
        Scalar("DELETE FROM groups WHERE id = $1", id);
    }

    public long InsertStream(long group, string name, long createdAt) =>
        (long)Scalar("INSERT INTO streams (log_group, name, created, bytes) VALUES ($1, $2, $3, 0) RETURNING id", group, name, createdAt)!;

    public void DeleteStream(long id)
    {
        Scalar("DELETE FROM events WHERE stream = $1", id);
        Scalar("DELETE FROM streams WHERE id = $1", id);
    }

    /// <summary>Notes the number of the newest event.</summary>
    public void Count(long last) => Scalar("UPDATE counter SET last = $1", last);

    public void InsertEvent(long stream, EventPlace place, long ingestedAt, string message)
    {
        var parameters = _insert.Parameters;
        parameters[0].Value = stream;
        parameters[1].Value = place.At;
        parameters[2].Value = place.Number;
        parameters[3].Value = ingestedAt;
        parameters[4].Value = message;
        _insert.ExecuteNonQuery();
    }

    public void Summarize(long stream, StreamSummary summary)
    {
        var parameters = _summarize.Parameters;
        parameters[0].Value = (object?)summary.First ?? DBNull.Value;
        parameters[1].Value = (object?)summary.Last ?? DBNull.Value;
        parameters[2].Value = (object?)summary.Ingested ?? DBNull.Value;
        parameters[3].Value = summary.Bytes;
        parameters[4].Value = stream;
        _summarize.ExecuteNonQuery();
    }

    /// <summary>Deletes a stream's events before a place; what is left of its summary.</summary>
    public StreamSummary DeleteBefore(StreamEntry stream, EventPlace place)
    {
        Scalar("DELETE FROM events WHERE stream = $1 AND (at, number) < ($2, $3)", stream.Id, place.At, place.Number);
        StreamSummary? summary = null;
        Read(
            $"SELECT MIN(at), MAX(at), COALESCE(SUM(LENGTH(CAST(message AS BLOB)) + {LogEventRules.BytesBeside}), 0) FROM events WHERE stream = $1",
            row => summary = stream.Summary with { First = Number(row, 0), Last = Number(row, 1), Bytes = row.GetInt64(2) },
            stream.Id);
        Summarize(stream.Id, summary!);
        return summary!;
    }

    /// <summary>The place behind the oldest events of a stream that count so many bytes together.</summary>
    public EventPlace PlaceAfterBytes(long stream, long bytes)
    {
        var (place, sum) = (EventPlace.First, 0L);
        using var command = Command($"SELECT at, number, LENGTH(CAST(message AS BLOB)) + {LogEventRules.BytesBeside} FROM events WHERE stream = $1 ORDER BY at, number", stream);
        using var reader = command.ExecuteReader();
        while (sum < bytes && reader.Read())
        {
            place = new EventPlace(reader.GetInt64(0), reader.GetInt64(1)).Next;
            sum += reader.GetInt64(2);
        }
        return place;
    }

    /// <summary>A stream's events from a place on and before another, the first or, when descending, the last of them first.</summary>
    public IReadOnlyList<StoredEvent> ReadEvents(StreamEntry stream, EventPlace from, EventPlace to, int limit, bool descending)
    {
        var order = descending ? "DESC" : "ASC";
        var events = new List<StoredEvent>();
        Read(
            $"SELECT at, number, ingested, message FROM events WHERE stream = $1 AND (at, number) >= ($2, $3) AND (at, number) < ($4, $5) ORDER BY at {order}, number {order} LIMIT $6",
            row => events.Add(new(stream.Name, new(row.GetInt64(0), row.GetInt64(1)), row.GetInt64(2), row.GetString(3))),
            stream.Id, from.At, from.Number, to.At, to.Number, limit);
        return events;
    }

    public void PutDestination(AccountRegion scope, CwlDestination destination) => Scalar(
        "INSERT INTO destinations (account, region, name, entity) VALUES ($1, $2, $3, CAST($4 AS TEXT)) ON CONFLICT (account, region, name) DO UPDATE SET entity = excluded.entity",
        scope.Account, scope.Region, destination.Name, EntityJson.Write(destination));

    public void DeleteDestination(AccountRegion scope, string name) =>
        Scalar("DELETE FROM destinations WHERE account = $1 AND region = $2 AND name = $3", scope.Account, scope.Region, name);

    public IReadOnlyList<CwlDestination> Destinations(AccountRegion scope)
    {
        var destinations = new List<CwlDestination>();
        Read("SELECT entity FROM destinations WHERE account = $1 AND region = $2 ORDER BY name", row => destinations.Add((CwlDestination)EntityJson.Read(typeof(CwlDestination), row.GetFieldValue<byte[]>(0))), scope.Account, scope.Region);
        return destinations;
    }

    public void Clear()
    {
        foreach (var table in (string[])["events", "streams", "groups", "destinations"]) _file.Execute($"DELETE FROM {table}");
    }

    public void Dispose()
    {
        _insert.Dispose();
        _summarize.Dispose();
        _file.Dispose();
    }

    private static long? Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private void Read(string sql, Action<SqliteDataReader> take, params ReadOnlySpan<object> values)
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        while (reader.Read()) take(reader);
    }

    private object? Scalar(string sql, params ReadOnlySpan<object> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar();
    }

    // The values of $1, $2 and so on.
    private SqliteCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = _file.Command(sql);
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${i + 1}"), values[i]);
        return command;
    }
}
