using System.IO.Compression;

namespace Workbook.Learning.Grading;

/// <summary>Unpacks a submission that was handed in as an archive: its C# files and no others, within limits, into a folder that is deleted afterwards.</summary>
internal sealed class SubmissionArchive : IDisposable
{
    private const int MostEntries = 5_000;
    private const int MostFiles = 500;
    private const long MostBytes = 8L << 20;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbook-archive-");

    private SubmissionArchive(string path)
    {
        try
        {
            Unpack(path);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Laid out like <c>exercises/</c>.</summary>
    public string Root { get; private set; } = "";

    /// <exception cref="SubmissionException">It is no archive, or one that is not to be unpacked.</exception>
    public static SubmissionArchive Open(string path)
    {
        try
        {
            return new(path);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new SubmissionException($"{Path.GetFileName(path)} cannot be unpacked: {error.Message}");
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Unpack(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        if (zip.Entries.Count > MostEntries) throw new SubmissionException($"{Path.GetFileName(path)} holds more than {MostEntries} entries.");
        var files = zip.Entries.Where(entry => entry.FullName.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)).ToList();
        if (files.Count > MostFiles) throw new SubmissionException($"{Path.GetFileName(path)} holds more than {MostFiles} C# files.");
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(_folder.FullName));
        var left = MostBytes;
        foreach (var entry in files)
        {
            var target = Path.GetFullPath(Path.Combine(root, entry.FullName.Replace('\\', '/')));
            if (!target.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new SubmissionException($"{entry.FullName} would be outside of the submission.");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            left -= Copy(entry, target, left);
        }
        // Many archives hold one folder that holds everything.
        var top = _folder.GetFileSystemInfos();
        Root = top is [DirectoryInfo only] && !char.IsDigit(only.Name[0]) ? only.FullName : root;
    }

    // What an archive says of its sizes need not be true, so what comes out of it is counted.
    private static long Copy(ZipArchiveEntry entry, string target, long most)
    {
        using var from = entry.Open();
        using var to = File.Create(target);
        var buffer = new byte[64 * 1024];
        var copied = 0L;
        while (from.Read(buffer) is var read and > 0)
        {
            copied += read;
            if (copied > most) throw new SubmissionException($"Its C# files are larger than {MostBytes >> 20} MiB together.");
            to.Write(buffer, 0, read);
        }
        return copied;
    }
}
