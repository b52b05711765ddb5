using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images.Scanning;

/// <summary>The last scan of an image, under way or over.</summary>
/// <param name="RepositoryName">Whose image.</param>
/// <param name="Digest">The image's.</param>
/// <param name="StartedAt">When; the next may begin a day later.</param>
public sealed record EcrScan(string RepositoryName, string Digest, DateTimeOffset StartedAt)
{
    public string Key => EcrImage.KeyOf(RepositoryName, Digest);

    /// <summary>One of <see cref="ScanStatus"/>.</summary>
    public string Status { get; init; } = ScanStatus.InProgress;

    /// <summary>In words; null while it is under way.</summary>
    public string? Description { get; init; }

    /// <summary>Null while it is under way.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>How old the knowledge is that the findings come from; null where the scanner does not say.</summary>
    public DateTimeOffset? SourceUpdatedAt { get; init; }

    /// <summary>The gravest first.</summary>
    public ValueList<ImageScanFinding> Findings { get; init; } = [];
}
