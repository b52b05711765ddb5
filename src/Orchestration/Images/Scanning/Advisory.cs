using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images.Scanning;

/// <summary>A vulnerability that is publicly known.</summary>
/// <param name="Id">Such as <c>CVE-2022-0778</c>.</param>
/// <param name="Severity">One of <see cref="FindingSeverity"/>.</param>
/// <param name="Description">What it is, in a sentence.</param>
/// <param name="Uri">Where there is more to read.</param>
/// <param name="Affected">Which packages have it.</param>
public sealed record Advisory(string Id, string Severity, string Description, string Uri, ValueList<AffectedPackage> Affected)
{
    /// <summary>The base score of CVSS 3, such as <c>7.5</c>; null where there is none.</summary>
    public string? CvssScore { get; init; }

    /// <summary>The vector of CVSS 3, such as <c>CVSS:3.1/AV:N/…</c>; null where there is none.</summary>
    public string? CvssVector { get; init; }
}

/// <summary>Versions of a package that are vulnerable: those from <paramref name="Introduced"/> on that come before <paramref name="Fixed"/>.</summary>
/// <param name="Ecosystem">As OSV names them: <c>Debian:11</c>, <c>Ubuntu:20.04</c>, <c>Alpine:v3.15</c>, <c>NuGet</c>.</param>
/// <param name="Package">Of a distribution the source package.</param>
/// <param name="Introduced">The first one; null for all from the beginning.</param>
/// <param name="Fixed">The first that is well again; null when there is none yet.</param>
public sealed record AffectedPackage(string Ecosystem, string Package, string? Introduced, string? Fixed);
