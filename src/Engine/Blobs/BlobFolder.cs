using Microsoft.Win32.SafeHandles;

namespace Workbook.Engine.Blobs;

/// <summary>
/// Where blobs lie: <c>sha256/ab/abcd…</c> what is whole, <c>uploads/ID</c> what is arriving. Moving from the second to the
/// first is one rename, so that nothing half is ever found among the first.
/// </summary>
internal sealed class BlobFolder : IDisposable
{
    private const string TemporaryPrefix = "workbook-registry-";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly bool _isTemporary;
    private readonly Lazy<string> _path;

    private BlobFolder(string path, bool isTemporary)
    {
        _isTemporary = isTemporary;
        Path = path;
        _path = new(Create);
    }

    /// <summary>In full. It need not exist yet: it is made for the first upload.</summary>
    public string Path { get; }

    private string Finished => System.IO.Path.Combine(Path, "sha256");

    private string Uploads => System.IO.Path.Combine(Path, "uploads");

    public static string PathIn(string dataFolder) => System.IO.Path.Combine(System.IO.Path.GetFullPath(dataFolder), "registry");

    /// <summary>Where a data folder keeps blobs. Of uploads that the last process left unfinished nothing remains.</summary>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public static BlobFolder In(string dataFolder)
    {
        var folder = new BlobFolder(PathIn(dataFolder), isTemporary: false);
        if (Directory.Exists(folder.Uploads)) Directory.Delete(folder.Uploads, recursive: true);
        return folder;
    }

    /// <summary>A folder that goes with the process. Those of processes that were killed go now.</summary>
    public static BlobFolder Temporary()
    {
        var root = System.IO.Path.GetTempPath();
        foreach (var left in Directory.EnumerateDirectories(root, TemporaryPrefix + "*"))
        {
            if (System.IO.Path.GetFileName(left)[TemporaryPrefix.Length..].Split('+', 2) is [_, var process] && EngineIdentity.HasEnded(process.Replace('+', '/')))
                DeleteQuietly(left);
        }
        var identity = EngineIdentity.OfThisProcess();
        return new(System.IO.Path.Combine(root, $"{TemporaryPrefix}{identity.Id}+{identity.Process!.Replace('/', '+')}"), isTemporary: true);
    }

    public string Of(BlobDigest digest) => System.IO.Path.Combine(Finished, digest.Hex[..2], digest.Hex);

    /// <summary>The length in bytes; null when there is no such blob.</summary>
    public long? LengthOf(BlobDigest digest) => new FileInfo(Of(digest)) is { Exists: true } file ? file.Length : null;

    public SafeFileHandle NewUpload(string id) => System.IO.File.OpenHandle(
        System.IO.Path.Combine(_path.Value, "uploads", id), FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);

    public void DiscardUpload(string id) => File.Delete(System.IO.Path.Combine(Uploads, id));

    /// <summary>Makes a blob of an upload, unless there is one already: then the upload's bytes are thrown away.</summary>
    public void Finish(string id, BlobDigest digest)
    {
        var target = Of(digest);
        if (File.Exists(target))
        {
            DiscardUpload(id);
            return;
        }
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        File.Move(System.IO.Path.Combine(Uploads, id), target);
    }

    public void Delete(BlobDigest digest) => File.Delete(Of(digest));

    /// <summary>All that is whole.</summary>
    public IEnumerable<BlobDigest> All() => Directory.Exists(Finished)
        ? Directory.EnumerateFiles(Finished, "*", SearchOption.AllDirectories)
            .Select(file => BlobDigest.TryParse(BlobDigest.Prefix + System.IO.Path.GetFileName(file), out var digest) ? digest : (BlobDigest?)null)
            .OfType<BlobDigest>()
        : [];

    public void Dispose()
    {
        if (_isTemporary && _path.IsValueCreated) DeleteQuietly(Path);
    }

    private static void DeleteQuietly(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be deleted now is found at the next start.
        }
    }

    private string Create()
    {
        foreach (var folder in (string[])[Path, Uploads, Finished])
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
        return Path;
    }
}
