using System.IO.Compression;
using Workbook.Engine.Blobs;

namespace Workbook.Engine.Scanning;

/// <summary>A layer's tar archive. How it is compressed is told by its first bytes: media types are what clients say.</summary>
internal static class Layer
{
    private static readonly byte[] Gzip = [0x1F, 0x8B], Zstandard = [0x28, 0xB5, 0x2F, 0xFD];

    /// <summary>A stream of the archive, decompressed.</summary>
    /// <exception cref="ScanException">The layer is not there, or compressed in a way that is not known here.</exception>
    public static Stream Open(BlobStore blobs, BlobDigest digest)
    {
        var handle = blobs.OpenRead(digest) ?? throw new ScanException($"The layer {digest} is not there.");
        Span<byte> first = stackalloc byte[4];
        first = first[..RandomAccess.Read(handle, first, 0)];
        if (first.SequenceEqual(Zstandard))
        {
            handle.Dispose();
            throw new ScanException($"The layer {digest} is compressed with zstd, which cannot be read here.");
        }
        var file = new FileStream(handle, FileAccess.Read);
        return first.StartsWith(Gzip) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
