using System.Globalization;
using Workbook.Orchestration.Images.Scanning;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Api.Ecr;

/// <summary>A scan as DescribeImages and DescribeImageScanFindings show it.</summary>
internal static class ScanView
{
    /// <summary>Null where there was no scan.</summary>
    public static ImageScanStatus? StatusOf(EcrScan? scan) => scan is null ? null : new() { Status = scan.Status, Description = scan.Description };

    /// <summary>Null unless the image was scanned to the end.</summary>
    public static ImageScanFindingsSummary? SummaryOf(EcrScan? scan) => scan is { Status: ScanStatus.Complete }
        ? new() { ImageScanCompletedAt = scan.CompletedAt, VulnerabilitySourceUpdatedAt = scan.SourceUpdatedAt, FindingSeverityCounts = ImageScanning.CountsOf(scan) }
        : null;

    /// <summary>A page of the findings; null unless the image was scanned to the end.</summary>
    public static (ImageScanFindings? Findings, string? NextToken) PageOf(EcrScan scan, string? nextToken, int? maxResults)
    {
        var keys = Enumerable.Range(0, scan.Findings.Count).Select(index => index.ToString("D9", CultureInfo.InvariantCulture));
        var page = EcrPage.Of(keys, nextToken, maxResults, key => scan.Findings[int.Parse(key, CultureInfo.InvariantCulture)]);
        if (SummaryOf(scan) is not { } summary) return (null, null);
        var findings = new ImageScanFindings
        {
            ImageScanCompletedAt = summary.ImageScanCompletedAt,
            VulnerabilitySourceUpdatedAt = summary.VulnerabilitySourceUpdatedAt,
            FindingSeverityCounts = summary.FindingSeverityCounts,
            Findings = page.Items,
        };
        return (findings, page.NextToken);
    }
}
