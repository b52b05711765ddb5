using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Workbook.Engine.State.Json;
using Workbook.Orchestration;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.State;

/// <summary>The database file: one table of entities, each a row with its JSON. One thread at a time may use it.</summary>
internal sealed class SqliteJournalFile : IDisposable
{
    /// <summary>The format of the table and of the JSON in it. Raise it when what older versions wrote cannot be read as it is.</summary>
    internal const int Version = 1;

    /// <summary>Tells a workbook's file from any other SQLite database; the letters ECSW.</summary>
    private const int ApplicationId = 0x45435357;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _delete;

    private SqliteJournalFile(string path)
    {
        Path = path;
        _connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            // A pool would keep the file open after it was closed.
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        // JSON goes in as the bytes it is written as; the cast makes text of them without another copy in memory.
        _put = Command(
            """
            INSERT INTO entities (account, region, kind, key, entity) VALUES ($account, $region, $kind, $key, CAST($entity AS TEXT))
            ON CONFLICT (account, region, kind, key) DO UPDATE SET entity = excluded.entity
            """,
            "$account", "$region", "$kind", "$key", "$entity");
        _delete = Command(
            "DELETE FROM entities WHERE account = $account AND region = $region AND kind = $kind AND key = $key",
            "$account", "$region", "$kind", "$key");
    }

    public string Path { get; }

    /// <summary>Opens the file, which may be empty, and checks it.</summary>
    /// <exception cref="IOException">It is damaged, of another version, or not a workbook's.</exception>
    public static SqliteJournalFile Open(string path)
    {
        Batteries_V2.Init();
        var file = new SqliteJournalFile(path);
        try
        {
            file.Open();
            return file;
        }
        catch (SqliteException exception)
        {
            file.Dispose();
            throw SqliteJournalErrors.Unreadable(path, exception);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>All entities of all accounts and regions.</summary>
    /// <exception cref="IOException">A row cannot be understood.</exception>
    public IEnumerable<(AccountRegion Scope, EntityKey Key, object Entity)> Read()
    {
        var kinds = Entities.LoadOrder.ToDictionary(kind => kind.ToString(), StringComparer.Ordinal);
        using var command = Command("SELECT account, region, kind, CAST(key AS BLOB), entity FROM entities");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var scope = new AccountRegion(reader.GetString(0), reader.GetString(1));
            // A client token may hold any character; as a string it would end at the first NUL.
            var key = System.Text.Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(3));
            if (!kinds.TryGetValue(reader.GetString(2), out var kind))
                throw SqliteJournalErrors.Damaged(Path, $"it holds something of kind '{reader.GetString(2)}', of which this version knows nothing.");
            object entity;
            try
            {
                entity = EntityJson.Read(kind, reader.GetFieldValue<byte[]>(4));
            }
            catch (Exception exception) when (exception is System.Text.Json.JsonException or InvalidOperationException or NotSupportedException)
            {
                throw SqliteJournalErrors.Damaged(Path, $"{kind} {key} of {scope} cannot be understood. {exception.Message}", exception);
            }
            yield return (scope, new(kind, key), entity);
        }
    }

    /// <summary>Writes all entries or none; they are on disk when it returns.</summary>
    public void Commit(IEnumerable<(AccountRegion Scope, EntityKey Key, object? Entity)> entries)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var (scope, key, entity) in entries) Write(scope, key, entity);
            Execute("COMMIT");
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    public void Dispose()
    {
        _put.Dispose();
        _delete.Dispose();
        _connection.Dispose();
    }

    private void Write(AccountRegion scope, EntityKey key, object? entity)
    {
        var command = entity is null ? _delete : _put;
        var parameters = command.Parameters;
        parameters[0].Value = scope.Account;
        parameters[1].Value = scope.Region;
        parameters[2].Value = key.Kind.ToString();
        parameters[3].Value = key.Key;
        if (entity is not null) parameters[4].Value = EntityJson.Write(entity);
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// A full disk makes SQLite roll back by itself; to ask it again is an error, which must not hide the first one. That is
    /// also why this is no SqliteTransaction: it asks again when it is disposed, and so does its connection.
    /// </summary>
    private void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0) raw.sqlite3_exec(_connection.Handle, "ROLLBACK");
    }

    private void Open()
    {
        _connection.Open();
        // Keeps database tools from holding up a commit.
        Set("locking_mode", "exclusive");
        Set("journal_mode", "wal");
        // 2 is FULL, to wait for the disk with every commit: what was acknowledged survives not only the end of the process
        // but also that of the machine's power.
        Set("synchronous", "2");
        var application = Number("PRAGMA application_id");
        var version = Number("PRAGMA user_version");
        if (application == 0 && version == 0 && Number("SELECT count(*) FROM sqlite_master") == 0)
            Execute(
                $"""
                BEGIN IMMEDIATE;
                CREATE TABLE entities (
                    account TEXT NOT NULL,
                    region TEXT NOT NULL,
                    kind TEXT NOT NULL,
                    key TEXT NOT NULL,
                    entity TEXT NOT NULL,
                    PRIMARY KEY (account, region, kind, key));
                PRAGMA application_id = {ApplicationId};
                PRAGMA user_version = {Version};
                COMMIT;
                """);
        else if (application != ApplicationId)
            throw SqliteJournalErrors.Foreign(Path);
        else if (version != Version)
            throw SqliteJournalErrors.OtherVersion(Path, version, Version);
        else
            Check();
    }

    private void Check()
    {
        using var command = Command("PRAGMA quick_check(1)");
        if (command.ExecuteScalar() is not "ok" and var problem) throw SqliteJournalErrors.Damaged(Path, $"{problem}");
    }

    private SqliteCommand Command(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(new() { ParameterName = name });
        return command;
    }

    /// <summary>SQLite says nothing when it does not do as it is told, so it is asked.</summary>
    private void Set(string pragma, string value)
    {
        Execute($"PRAGMA {pragma} = {value}");
        using var command = Command($"PRAGMA {pragma}");
        var actual = Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (actual != value) throw new IOException($"{Path} cannot be opened: SQLite's {pragma} is {actual} there and not {value}.");
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private long Number(string sql)
    {
        using var command = Command(sql);
        return (long)command.ExecuteScalar()!;
    }
}
