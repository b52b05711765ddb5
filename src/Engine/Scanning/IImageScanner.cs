using Workbook.Orchestration.Images;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Engine.Scanning;

/// <summary>Looks what is wrong with the packages in an image.</summary>
internal interface IImageScanner
{
    /// <param name="image">An image, no index; its blobs are in the blob store.</param>
    /// <exception cref="ScanException">It cannot be scanned.</exception>
    Task<ScanOutcome> ScanAsync(EcrImage image, CancellationToken cancellation);
}

/// <summary>What came of a scan.</summary>
/// <param name="Findings">The gravest first.</param>
/// <param name="SourceUpdatedAt">How old the knowledge is that they come from; null where that is not known.</param>
internal sealed record ScanOutcome(ValueList<ImageScanFinding> Findings, DateTimeOffset? SourceUpdatedAt);

/// <summary>An image cannot be scanned; the message says why.</summary>
internal sealed class ScanException(string message) : Exception(message)
{
    /// <summary>What ECR says of images in which it finds nothing that it knows.</summary>
    public static ScanException Unsupported() => new("UnsupportedImageError: The operating system and/or package manager are not supported.");
}
