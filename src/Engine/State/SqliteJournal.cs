using System.Diagnostics.CodeAnalysis;
using Workbook.Orchestration;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.State;

/// <summary>
/// Keeps Worlds in <c>workbook.db</c>, a SQLite database in the data folder. The process may end at any moment.
/// </summary>
public sealed class SqliteJournal : IJournal
{
    private readonly SqliteJournalFolder _folder;
    private readonly SqliteJournalFile _file;
    private readonly Lock _using = new();
    private readonly GroupCommit<Append> _writer;
    private int _disposed;

    private SqliteJournal(SqliteJournalFolder folder, SqliteJournalFile file)
    {
        _folder = folder;
        _file = file;
        _writer = new(file.Path, Commit);
    }

    /// <summary>Opens the journal in a folder, which is made, for its owner only, where it is missing.</summary>
    /// <exception cref="IOException">Another process uses it, it cannot be written, or what it holds cannot be read; the message says what to do.</exception>
    public static SqliteJournal Open(string folder)
    {
        var taken = SqliteJournalFolder.Take(folder);
        try
        {
            taken.Prepare();
            return new(taken, SqliteJournalFile.Open(taken.Database));
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Deletes the journal in a folder unread, also one that <see cref="Open"/> refuses.</summary>
    /// <exception cref="IOException">Another process uses it, or it cannot be deleted.</exception>
    public static void Delete(string folder)
    {
        if (!Directory.Exists(folder)) return;
        using var taken = SqliteJournalFolder.Take(folder);
        try
        {
            SqliteFile.Delete(taken.Database);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"{taken.Database} cannot be deleted: {exception.Message}", exception);
        }
    }

    /// <summary>The Worlds of the last run. Instances' remaining resources are as they were, as tasks come before them.</summary>
    /// <exception cref="IOException">Something cannot be understood; nothing is left out silently.</exception>
    public IEnumerable<World> Load()
    {
        lock (_using)
        {
            try
            {
                // Materialised while the lock is held.
                return [.. _file.Read().GroupBy(row => row.Scope, row => (row.Key, row.Entity)).Select(rows => Assemble(rows.Key, rows))];
            }
            catch (Microsoft.Data.Sqlite.SqliteException exception)
            {
                throw SqliteErrors.Unreadable(_file.Path, exception);
            }
        }
    }

    /// <summary>Keeps the entries, after all those given before. Completes when they are safe; thousands may share one commit.</summary>
    /// <exception cref="IOException">
    /// The task's, not the call's: they could not be written. All later ones fail as well, since what they build upon is missing.
    /// </exception>
    public Task AppendAsync(AccountRegion scope, IReadOnlyList<JournalEntry> entries) => _writer.AppendAsync(new(scope, entries));

    /// <summary>Writes what is queued, closes the file and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _writer.DisposeAsync();
        _file.Dispose();
        _folder.Dispose();
    }

    private void Commit(List<Append> group)
    {
        lock (_using) _file.Commit(Newest(group));
    }

    /// <summary>Of several entries for one thing only the last: as the group is one transaction, nobody could ever see the others.</summary>
    private static IEnumerable<(AccountRegion Scope, EntityKey Key, object? Entity)> Newest(List<Append> group)
    {
        var newest = new Dictionary<(AccountRegion, EntityKey), object?>();
        foreach (var append in group)
        {
            foreach (var (key, entity) in append.Entries) newest[(append.Scope, key)] = entity;
        }
        return newest.Select(each => (each.Key.Item1, each.Key.Item2, each.Value));
    }

    [SuppressMessage("Design", "CA1031", Justification = "Code that trusts an entity may do anything on a damaged one.")]
    private World Assemble(AccountRegion scope, IEnumerable<(EntityKey Key, object Entity)> rows)
    {
        var world = new World(scope);
        foreach (var (key, entity) in rows.OrderBy(row => Array.IndexOf(Entities.LoadOrder, row.Key.Kind)))
        {
            Exception? cause = null;
            try
            {
                world = Entities.Put(world, entity);
            }
            catch (Exception exception)
            {
                cause = exception;
            }
            // Under another key it would never be replaced or deleted again.
            if (cause is not null || !ReferenceEquals(Entities.Find(world, key), entity))
                throw SqliteErrors.Damaged(_file.Path, $"{key} of {scope} is not what it says. {cause?.Message}", cause);
        }
        return world.Saved();
    }

    private sealed record Append(AccountRegion Scope, IReadOnlyList<JournalEntry> Entries);
}
