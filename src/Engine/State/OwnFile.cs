namespace Workbook.Engine.State;

/// <summary>Files of a data folder that hold secrets: nobody but their owner reads them.</summary>
public static class OwnFile
{
    /// <summary>Writes it beside its place first, so that half of it is never seen, and makes its folder where there is none.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = path + ".new";
        using (var stream = Open(draft, FileMode.Create, FileShare.None)) stream.Write(content);
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Opens it to read and write, and makes it where there is none.</summary>
    /// <exception cref="IOException">It cannot be opened, or another process does not share it.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not ours.</exception>
    internal static FileStream Open(string path, FileShare share) => Open(path, FileMode.OpenOrCreate, share);

    private static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }
}
