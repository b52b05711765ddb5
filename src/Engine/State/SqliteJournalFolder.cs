namespace Workbook.Engine.State;

/// <summary>
/// The data folder, held by one process at a time. What holds it is the operating system's lock on a file that is kept
/// open: it ends with the process, however that ends.
/// </summary>
internal sealed class SqliteJournalFolder : IDisposable
{
    // EWOULDBLOCK on Linux and on macOS, ERROR_SHARING_VIOLATION on Windows.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _lock;

    private SqliteJournalFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>In full.</summary>
    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, "workbook.db");

    /// <summary>Makes the folder if need be and takes hold of it.</summary>
    /// <exception cref="IOException">It cannot be used, or another process has it.</exception>
    public static SqliteJournalFolder Take(string folder)
    {
        var path = System.IO.Path.GetFullPath(folder);
        try
        {
            Create(path);
            return new(path, OwnFile.Open(System.IO.Path.Combine(path, "workbook.lock"), FileShare.None));
        }
        catch (IOException exception) when (HeldByAnother.Contains(exception.HResult))
        {
            throw new IOException($"The data folder {path} is in use by another workbook. Stop that one, or name another folder with --data.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new IOException($"The data folder {path} cannot be used: {exception.Message} Make it writable, or name another folder with --data.", exception);
        }
    }

    /// <summary>
    /// Makes sure that the database can be written, before SQLite quietly opens it read-only, and that a new one is for its
    /// owner only: the environment of a container may hold secrets.
    /// </summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Prepare()
    {
        try
        {
            OwnFile.Open(Database, FileShare.ReadWrite).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{Database} cannot be written: {exception.Message} Make it writable, or name another folder with --data.", exception);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
