namespace Workbook.Engine.Blobs;

/// <summary>Why the blob store did not do what it was asked to.</summary>
public enum BlobProblem
{
    /// <summary>The bytes do not have the digest that they were said to have. The upload is over.</summary>
    DigestMismatch,

    /// <summary>A chunk does not begin where the upload stands. The upload goes on from there.</summary>
    RangeMismatch,

    /// <summary>The upload was cancelled, or has taken too long, in the middle of what was asked.</summary>
    UploadEnded,

    /// <summary>Somebody else is sending bytes to the same upload at this moment.</summary>
    UploadBusy,

    /// <summary>More uploads are open than the store allows.</summary>
    TooManyUploads,

    /// <summary>The disk is full. The upload is over, and its bytes have been given back.</summary>
    DiskFull,
}

/// <summary>The blob store did not do what it was asked to; nothing half is left behind.</summary>
public sealed class BlobException(BlobProblem problem, string message, Exception? inner = null) : IOException(message, inner)
{
    // ENOSPC and EDQUOT on Linux, EDQUOT on macOS, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
    private static readonly int[] FullDisk = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    public BlobProblem Problem { get; } = problem;

    internal static bool IsDiskFull(IOException exception) => FullDisk.Contains(exception.HResult);

    internal static BlobException OfFullDisk(string folder, IOException exception) =>
        new(BlobProblem.DiskFull, $"No space is left on the disk that holds {folder}. Delete images or free some space, and push again.", exception);
}
