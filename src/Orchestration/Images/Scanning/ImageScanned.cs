using Workbook.Orchestration.Planning;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images.Scanning;

/// <summary>An image was scanned, or could not be.</summary>
/// <param name="Status">One of <see cref="ScanStatus"/>.</param>
/// <param name="Description">The same in words.</param>
/// <param name="Findings">The gravest first.</param>
/// <param name="SourceUpdatedAt">How old the knowledge is that they come from; null where the scanner does not say.</param>
public sealed record ImageScanned(
    string RepositoryName, string Digest, string Status, string Description, ValueList<ImageScanFinding> Findings, DateTimeOffset? SourceUpdatedAt) : Observation;
