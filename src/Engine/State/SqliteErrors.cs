using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Workbook.Engine.State;

/// <summary>What went wrong with the database file, in words that say what to do about it.</summary>
internal static class SqliteErrors
{
    private const string StartAfresh = "Run `workbook reset` to start afresh, or name another folder with --data.";

    public static IOException Damaged(string path, string what, Exception? cause = null) =>
        new($"{path} is damaged: {what.TrimEnd()} {StartAfresh}", cause);

    public static IOException Foreign(string path) =>
        new($"{path} is a database, but not one of a workbook. Move it away, or name another folder with --data.");

    public static IOException OtherVersion(string path, long found, int known) =>
        new($"{path} was written by another version of the workbook: it has format {found}, and this one reads format {known}. Use that version, or do without the data: {StartAfresh}");

    /// <summary>SQLite cannot open or read the file.</summary>
    public static IOException Unreadable(string path, SqliteException cause) => cause.SqliteErrorCode switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => Damaged(path, "it is not a complete SQLite database.", cause),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new($"{path} is in use by another program. Close it there, or name another folder with --data.", cause),
        raw.SQLITE_FULL => new($"{path} cannot be opened: the disk is full. Make room, or name another folder with --data.", cause),
        raw.SQLITE_ERROR => Damaged(path, cause.Message, cause),
        _ => new($"{path} cannot be opened. {cause.Message} Name another folder with --data.", cause),
    };

    /// <summary>A commit failed, or one before it did.</summary>
    public static IOException NotKept(string path, Exception cause)
    {
        var why = cause is SqliteException sqlite
            ? sqlite.SqliteErrorCode switch
            {
                raw.SQLITE_FULL => "the disk is full",
                raw.SQLITE_READONLY => "it has become read-only",
                _ => sqlite.Message.TrimEnd('.'),
            }
            : cause.Message.TrimEnd('.');
        return new($"The change is not kept, as {path} could not be written: {why}. Nothing more is written until the workbook is started again.", cause);
    }
}
