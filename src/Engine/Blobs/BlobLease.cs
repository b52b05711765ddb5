namespace Workbook.Engine.Blobs;

/// <summary>
/// Keeps a blob from being swept until it is disposed: between the moment when its bytes are there and the moment when a
/// World refers to them.
/// </summary>
public sealed class BlobLease : IDisposable
{
    private BlobLeases? _leases;

    internal BlobLease(BlobLeases leases, BlobDigest digest, long length)
    {
        _leases = leases;
        Digest = digest;
        Length = length;
    }

    public BlobDigest Digest { get; }

    /// <summary>In bytes.</summary>
    public long Length { get; }

    public void Dispose() => Interlocked.Exchange(ref _leases, null)?.Release(Digest);
}
