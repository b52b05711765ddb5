namespace Workbook.Engine.Blobs;

/// <summary>What senders may ask of a <see cref="BlobStore"/>.</summary>
public sealed record BlobLimits
{
    /// <summary>How many uploads may be open at once. Each costs a file handle and some hundred bytes.</summary>
    public int OpenUploads { get; init; } = 1000;

    /// <summary>How long an upload may go on in all: as long as the token with which it was begun is good.</summary>
    public TimeSpan UploadLifetime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long an upload waits for its next chunk.</summary>
    public TimeSpan UploadIdle { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often it is looked whether an upload is over.</summary>
    internal TimeSpan Look { get; init; } = TimeSpan.FromMinutes(1);
}
