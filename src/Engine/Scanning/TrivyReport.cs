using System.Globalization;
using System.Text.Json;
using Workbook.Orchestration.Images.Scanning;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;
using Attribute = Workbook.Shapes.Ecr.Attribute;

namespace Workbook.Engine.Scanning;

/// <summary>What <c>trivy image --format json</c> prints (schema version 2), as far as ECR's findings have room for it.</summary>
internal static class TrivyReport
{
    /// <exception cref="ScanException">It is no such report, or trivy knows nothing that is in the image.</exception>
    public static ValueList<ImageScanFinding> Read(string text)
    {
        Report? report;
        try
        {
            report = JsonSerializer.Deserialize<Report>(text);
        }
        catch (JsonException error)
        {
            throw new ScanException($"What trivy printed is not its JSON: {error.Message}");
        }
        if (report?.SchemaVersion != 2) throw new ScanException("What trivy printed is not a report of schema version 2.");
        // An image without any package has no results; one whose packages are well has results without vulnerabilities.
        if (report.Results is not { Count: > 0 } results && report.Metadata?.OS is null) throw ScanException.Unsupported();
        return AdvisoryBook.InOrder((report.Results ?? []).SelectMany(result => result.Vulnerabilities ?? []).Select(Finding));
    }

    private static ImageScanFinding Finding(Vulnerability found)
    {
        var attributes = new List<Attribute> { new() { Key = "package_version", Value = found.InstalledVersion }, new() { Key = "package_name", Value = found.PkgName } };
        // The National Vulnerability Database's score, else the first that anybody gives.
        var score = found.CVSS is null ? null : found.CVSS.GetValueOrDefault("nvd") ?? found.CVSS.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => each.Value).FirstOrDefault();
        Add("CVSS3_VECTOR", score?.V3Vector);
        Add("CVSS3_SCORE", score?.V3Score?.ToString("0.0", CultureInfo.InvariantCulture));
        Add("CVSS2_VECTOR", score?.V2Vector);
        Add("CVSS2_SCORE", score?.V2Score?.ToString("0.0", CultureInfo.InvariantCulture));
        return new()
        {
            Name = found.VulnerabilityID,
            Description = found.Description ?? found.Title,
            Uri = found.PrimaryURL,
            Severity = found.Severity is FindingSeverity.Critical or FindingSeverity.High or FindingSeverity.Medium or FindingSeverity.Low ? found.Severity : FindingSeverity.Undefined,
            Attributes = attributes.ToValueList(),
        };

        void Add(string key, string? value)
        {
            if (value is not null) attributes.Add(new() { Key = key, Value = value });
        }
    }

    private sealed record Report(int SchemaVersion, Metadata? Metadata, List<Result>? Results);

    private sealed record Metadata(Os? OS);

    private sealed record Os(string? Family, string? Name);

    private sealed record Result(List<Vulnerability>? Vulnerabilities);

    private sealed record Vulnerability(
        string? VulnerabilityID, string? PkgName, string? InstalledVersion, string? Severity, string? Title, string? Description, string? PrimaryURL, Dictionary<string, Score>? CVSS);

    private sealed record Score(string? V2Vector, string? V3Vector, decimal? V2Score, decimal? V3Score);
}
