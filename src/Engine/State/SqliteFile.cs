using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Workbook.Engine.State;

/// <summary>What a database of the workbook holds.</summary>
/// <param name="ApplicationId">Tells it from any other SQLite database: four letters.</param>
/// <param name="Version">Raise it when what older versions wrote cannot be read as it is.</param>
/// <param name="Schema">The statements that make its tables.</param>
internal sealed record SqliteFormat(int ApplicationId, int Version, string Schema);

/// <summary>
/// A SQLite database of the workbook, held by this process alone; what was committed survives the end of the machine's power. One thread at a
/// time may use it.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    private const string Memory = ":memory:";

    private readonly SqliteConnection _connection;

    private SqliteFile(string path)
    {
        Path = path;
        _connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            // A pool would keep the file open after it was closed.
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
    }

    public string Path { get; }

    /// <summary>Opens the file and checks it; makes its tables where it is empty or not there.</summary>
    /// <param name="path">null keeps everything in memory.</param>
    /// <exception cref="IOException">It is damaged, of another version, or not of this format.</exception>
    public static SqliteFile Open(string? path, SqliteFormat format)
    {
        Batteries_V2.Init();
        var file = new SqliteFile(path ?? Memory);
        try
        {
            file.Open(format);
            return file;
        }
        catch (SqliteException exception)
        {
            file.Dispose();
            throw SqliteErrors.Unreadable(file.Path, exception);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Deletes a database that nobody has open.</summary>
    public static void Delete(string path)
    {
        // The log first: without its database it is nothing, the other way round it could be taken for a later one's.
        foreach (var suffix in new[] { "-wal", "-shm", "-journal", "" }) File.Delete(path + suffix);
    }

    public SqliteCommand Command(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(new() { ParameterName = name });
        return command;
    }

    public void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    /// <summary>All of it or nothing; it is on disk when this returns.</summary>
    public void Commit(Action write)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            write();
            Execute("COMMIT");
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    public void Dispose() => _connection.Dispose();

    /// <summary>
    /// A full disk makes SQLite roll back by itself; to ask it again is an error, which must not hide the first one. That is
    /// also why this is no SqliteTransaction: it asks again when it is disposed, and so does its connection.
    /// </summary>
    private void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0) raw.sqlite3_exec(_connection.Handle, "ROLLBACK");
    }

    private void Open(SqliteFormat format)
    {
        _connection.Open();
        // Keeps database tools from holding up a commit.
        Set("locking_mode", "exclusive");
        Set("journal_mode", Path == Memory ? "memory" : "wal");
        // 2 is FULL, to wait for the disk with every commit: what was acknowledged survives not only the end of the process
        // but also that of the machine's power.
        Set("synchronous", "2");
        var application = Number("PRAGMA application_id");
        var version = Number("PRAGMA user_version");
        if (application == 0 && version == 0 && Number("SELECT count(*) FROM sqlite_master") == 0)
            Execute(
                $"""
                BEGIN IMMEDIATE;
                {format.Schema}
                PRAGMA application_id = {format.ApplicationId};
                PRAGMA user_version = {format.Version};
                COMMIT;
                """);
        else if (application != format.ApplicationId)
            throw SqliteErrors.Foreign(Path);
        else if (version != format.Version)
            throw SqliteErrors.OtherVersion(Path, version, format.Version);
        else
            Check();
    }

    private void Check()
    {
        using var command = Command("PRAGMA quick_check(1)");
        if (command.ExecuteScalar() is not "ok" and var problem) throw SqliteErrors.Damaged(Path, $"{problem}");
    }

    /// <summary>SQLite says nothing when it does not do as it is told, so it is asked.</summary>
    private void Set(string pragma, string value)
    {
        Execute($"PRAGMA {pragma} = {value}");
        using var command = Command($"PRAGMA {pragma}");
        var actual = Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (actual != value) throw new IOException($"{Path} cannot be opened: SQLite's {pragma} is {actual} there and not {value}.");
    }

    private long Number(string sql)
    {
        using var command = Command(sql);
        return (long)command.ExecuteScalar()!;
    }
}
