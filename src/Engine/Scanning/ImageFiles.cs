namespace Workbook.Engine.Scanning;

/// <summary>
/// The files of an image that a container would see, as far as they are wanted: those of each layer over those of the layers below,
/// without what it deletes (see "Whiteouts" in the OCI image specification).
/// </summary>
/// <param name="isWanted">By path, without a slash at its beginning.</param>
internal sealed class ImageFiles(Func<string, bool> isWanted, ScanLimits limits, CancellationToken cancellation)
{
    private const string Whiteout = ".wh.", Opaque = ".wh..wh..opq";

    private Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private long _bytes, _kept;
    private int _entries;

    /// <summary>Contents by path.</summary>
    public IReadOnlyDictionary<string, byte[]> All => _files;

    /// <summary>Puts a layer over those that are there.</summary>
    /// <param name="layer">Its archive, decompressed.</param>
    /// <exception cref="ScanException">The image is beyond the limits.</exception>
    /// <exception cref="InvalidDataException">The layer is broken.</exception>
    public void Add(Stream layer)
    {
        using var bounded = new BoundedStream(layer, limits.Bytes - _bytes, cancellation);
        var archive = new TarArchive(bounded);
        // Only what is on the way to a file below can hide it.
        var ways = _files.Keys.SelectMany(path => Ancestors(path).Append(path)).ToHashSet(StringComparer.Ordinal);
        var fresh = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        HashSet<string> gone = new(StringComparer.Ordinal), emptied = new(StringComparer.Ordinal), directories = new(StringComparer.Ordinal);
        while (archive.Next() is { } entry)
        {
            if (++_entries > limits.Entries) throw new ScanException("The image is too large to be scanned: its layers have too many files.");
            if (Normal(entry.Path) is not { } path) continue;
            var slash = path.LastIndexOf('/');
            var (folder, name) = (slash < 0 ? "" : path[..slash], path[(slash + 1)..]);
            if (name == Opaque) emptied.Add(folder);
            else if (name.StartsWith(Whiteout, StringComparison.Ordinal)) gone.Add((folder.Length == 0 ? "" : folder + "/") + name[Whiteout.Length..]);
            else if (entry.Kind == TarKind.Directory) Note(directories, path);
            else
            {
                Note(gone, path);
                if (entry.Kind == TarKind.File && isWanted(path)) fresh[path] = Read(archive, path, entry.Length);
            }
        }
        _files = _files.Where(file => !IsHidden(file.Key)).Concat(fresh).GroupBy(file => file.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);
        _bytes += bounded.Position;

        void Note(HashSet<string> paths, string path)
        {
            if (ways.Contains(path)) paths.Add(path);
        }

        bool IsHidden(string path) =>
            gone.Contains(path) || directories.Contains(path) || emptied.Contains("") || Ancestors(path).Any(folder => gone.Contains(folder) || emptied.Contains(folder));
    }

    private byte[] Read(TarArchive archive, string path, long length)
    {
        if (length > limits.FileBytes || (_kept += length) > limits.KeptBytes) throw new ScanException($"The image is too large to be scanned: /{path} has {length} bytes.");
        return archive.Read((int)length);
    }

    /// <summary>Such as <c>a</c> and <c>a/b</c> of <c>a/b/c</c>.</summary>
    private static IEnumerable<string> Ancestors(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1)) yield return path[..slash];
    }

    /// <summary>The path from the root; null of one that is none, or leads out of it.</summary>
    private static string? Normal(string path)
    {
        var parts = path.Split('/').Where(part => part.Length > 0 && part != ".").ToList();
        return parts.Count == 0 || parts.Contains("..") ? null : string.Join('/', parts);
    }
}
