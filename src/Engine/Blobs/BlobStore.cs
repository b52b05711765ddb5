using Microsoft.Win32.SafeHandles;

namespace Workbook.Engine.Blobs;

/// <summary>
/// The bytes of images: layers, configurations and manifests of all repositories, each once, found by its digest. Which
/// repository has which of them is not known here but in the Worlds.
/// </summary>
public sealed class BlobStore : IDisposable
{
    private readonly BlobFolder _folder;
    private readonly BlobLeases _leases = new();
    private readonly BlobUploads _uploads;
    private readonly Lock _sweeping = new();

    /// <param name="dataFolder">The blobs lie under <c>registry</c> in it; null keeps them in a temporary folder, which goes with the store.</param>
    /// <param name="machine">The machine's clock, by which uploads expire.</param>
    /// <param name="limits">What senders may ask.</param>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public BlobStore(string? dataFolder, TimeProvider machine, BlobLimits? limits = null)
    {
        _folder = dataFolder is null ? BlobFolder.Temporary() : BlobFolder.In(dataFolder);
        _uploads = new(_folder, _leases, limits ?? new(), machine);
    }

    /// <summary>Where the blobs lie.</summary>
    public string Path => _folder.Path;

    /// <summary>How many uploads are under way.</summary>
    public int OpenUploads => _uploads.Count;

    /// <summary>Deletes the blobs that a data folder keeps.</summary>
    /// <exception cref="IOException">They cannot be deleted.</exception>
    public static void Delete(string dataFolder)
    {
        var path = BlobFolder.PathIn(dataFolder);
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
    }

    /// <summary>Begins an upload.</summary>
    /// <param name="owner">Whose it is; <see cref="FindUpload"/> asks for it again.</param>
    /// <exception cref="BlobException">TooManyUploads.</exception>
    public BlobUpload StartUpload(string owner) => _uploads.Start(owner);

    /// <summary>An upload under way; null when this owner has none of that id, or it has ended.</summary>
    public BlobUpload? FindUpload(string owner, string id) => _uploads.Find(owner, id);

    /// <summary>Keeps a small text, such as a manifest.</summary>
    /// <exception cref="BlobException">DiskFull or TooManyUploads.</exception>
    public async Task<BlobLease> PutAsync(ReadOnlyMemory<byte> content)
    {
        using var upload = _uploads.Start("");
        using var bytes = new MemoryStream(content.ToArray(), writable: false);
        await upload.AppendAsync(bytes);
        return await upload.FinishAsync(BlobDigest.Of(content.Span));
    }

    /// <summary>Holds a blob that is there, so that it still is when a World comes to refer to it; null when there is none.</summary>
    public BlobLease? Hold(BlobDigest digest)
    {
        _leases.Take(digest);
        if (_folder.LengthOf(digest) is { } length) return new(_leases, digest, length);
        _leases.Release(digest);
        return null;
    }

    /// <summary>The length of a blob in bytes; null when there is none.</summary>
    public long? LengthOf(BlobDigest digest) => _folder.LengthOf(digest);

    /// <summary>Where a blob lies, if it is there: for other programs to read while it is held.</summary>
    internal string PathOf(BlobDigest digest) => _folder.Of(digest);

    /// <summary>Opens a blob for reading; what is open stays readable though it is deleted. Null when there is none.</summary>
    public SafeFileHandle? OpenRead(BlobDigest digest)
    {
        try
        {
            return File.OpenHandle(_folder.Of(digest), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>A whole blob in memory, for what is small; null when there is none.</summary>
    public async Task<byte[]?> ReadAsync(BlobDigest digest, CancellationToken cancellation = default)
    {
        using var file = OpenRead(digest);
        if (file is null) return null;
        var content = new byte[RandomAccess.GetLength(file)];
        var read = 0;
        while (read < content.Length && await RandomAccess.ReadAsync(file, content.AsMemory(read), read, cancellation) is > 0 and var count) read += count;
        return content;
    }

    /// <summary>Deletes every blob that nobody refers to and nobody holds.</summary>
    /// <param name="referenced">All that is referred to; asked after it is known what is there.</param>
    /// <returns>How many were deleted.</returns>
    public int Sweep(Func<IReadOnlySet<BlobDigest>> referenced)
    {
        lock (_sweeping)
        {
            _leases.BeginSweep();
            try
            {
                var there = _folder.All().ToList();
                if (there.Count == 0) return 0;
                var kept = referenced();
                return there.Count(digest => !kept.Contains(digest) && _leases.TryRemove(digest, _folder.Delete));
            }
            finally
            {
                _leases.EndSweep();
            }
        }
    }

    /// <summary>Ends all uploads; a temporary folder goes.</summary>
    public void Dispose()
    {
        _uploads.Dispose();
        _folder.Dispose();
    }
}
