namespace Workbook.Engine.State;

/// <summary>Small files of a data folder that hold secrets: nobody but their owner reads them, and half of one is never seen.</summary>
public static class OwnFile
{
    /// <summary>Writes it beside its place first, and makes its folder where there is none.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options)) stream.Write(content);
        File.Move(draft, path, overwrite: true);
    }
}
