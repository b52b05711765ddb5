namespace Workbook.Engine.Scanning;

/// <summary>What a scan reads at most; an image with more is not scanned. The largest public images have some 10 GB in a million files.</summary>
internal sealed record ScanLimits
{
    /// <summary>Of all layers together, decompressed.</summary>
    public long Bytes { get; init; } = 32L << 30;

    /// <summary>Of all layers together.</summary>
    public int Entries { get; init; } = 4_000_000;

    /// <summary>Of one file that is kept.</summary>
    public int FileBytes { get; init; } = 64 << 20;

    /// <summary>Of all files that are kept.</summary>
    public long KeptBytes { get; init; } = 256 << 20;
}
