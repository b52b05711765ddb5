using Microsoft.Data.Sqlite;
using Workbook.Engine.State.Json;
using Workbook.Orchestration;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.State;

/// <summary>The database file: one table of entities, each a row with its JSON. One thread at a time may use it.</summary>
internal sealed class SqliteJournalFile : IDisposable
{
    /// <summary>The format of the table and of the JSON in it. Raise it when what older versions wrote cannot be read as it is.</summary>
    internal const int Version = 1;

    // The letters ECSW.
    private static readonly SqliteFormat Format = new(
        0x45435357,
        Version,
        """
        CREATE TABLE entities (
            account TEXT NOT NULL,
            region TEXT NOT NULL,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            entity TEXT NOT NULL,
            PRIMARY KEY (account, region, kind, key));
        """);

    private readonly SqliteFile _file;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _delete;

    private SqliteJournalFile(SqliteFile file)
    {
        _file = file;
        // JSON goes in as the bytes it is written as; the cast makes text of them without another copy in memory.
        _put = file.Command(
            """
            INSERT INTO entities (account, region, kind, key, entity) VALUES ($account, $region, $kind, $key, CAST($entity AS TEXT))
            ON CONFLICT (account, region, kind, key) DO UPDATE SET entity = excluded.entity
            """,
            "$account", "$region", "$kind", "$key", "$entity");
        _delete = file.Command(
            "DELETE FROM entities WHERE account = $account AND region = $region AND kind = $kind AND key = $key",
            "$account", "$region", "$kind", "$key");
    }

    public string Path => _file.Path;

    /// <summary>Opens the file, which may be empty, and checks it.</summary>
    /// <exception cref="IOException">It is damaged, of another version, or not a workbook's.</exception>
    public static SqliteJournalFile Open(string path) => new(SqliteFile.Open(path, Format));

    /// <summary>All entities of all accounts and regions.</summary>
    /// <exception cref="IOException">A row cannot be understood.</exception>
    public IEnumerable<(AccountRegion Scope, EntityKey Key, object Entity)> Read()
    {
        var kinds = Entities.LoadOrder.ToDictionary(kind => kind.ToString(), StringComparer.Ordinal);
        using var command = _file.Command("SELECT account, region, kind, CAST(key AS BLOB), entity FROM entities");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var scope = new AccountRegion(reader.GetString(0), reader.GetString(1));
            // A client token may hold any character; as a string it would end at the first NUL.
            var key = System.Text.Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(3));
            if (!kinds.TryGetValue(reader.GetString(2), out var kind))
                throw SqliteErrors.Damaged(Path, $"it holds something of kind '{reader.GetString(2)}', of which this version knows nothing.");
            object entity;
            try
            {
                entity = EntityJson.Read(kind, reader.GetFieldValue<byte[]>(4));
            }
            catch (Exception exception) when (exception is System.Text.Json.JsonException or InvalidOperationException or NotSupportedException)
            {
                throw SqliteErrors.Damaged(Path, $"{kind} {key} of {scope} cannot be understood. {exception.Message}", exception);
            }
            yield return (scope, new(kind, key), entity);
        }
    }

    /// <summary>Writes all entries or none; they are on disk when it returns.</summary>
    public void Commit(IEnumerable<(AccountRegion Scope, EntityKey Key, object? Entity)> entries) => _file.Commit(() =>
    {
        foreach (var (scope, key, entity) in entries) Write(scope, key, entity);
    });

    public void Dispose()
    {
        _put.Dispose();
        _delete.Dispose();
        _file.Dispose();
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
}
