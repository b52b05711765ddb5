namespace Workbook.Engine.Scanning;

/// <summary>How images are scanned.</summary>
public sealed record ScanOptions
{
    /// <summary>A file of advisories besides those that come with the engine; in the form that <c>advisories.json</c> next to this file describes. Null for none.</summary>
    public string? Advisories { get; init; }

    /// <summary>The program <c>trivy</c>, which scans instead and knows far more; null scans without it.</summary>
    public string? Trivy { get; init; }
}
