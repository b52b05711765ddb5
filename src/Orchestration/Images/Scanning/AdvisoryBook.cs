using Workbook.Shapes;
using Workbook.Shapes.Ecr;
using Attribute = Workbook.Shapes.Ecr.Attribute;

namespace Workbook.Orchestration.Images.Scanning;

/// <summary>Advisories, found by the package that they are about.</summary>
public sealed class AdvisoryBook
{
    /// <summary>What an ecosystem of packages for .NET is called.</summary>
    public const string NuGet = "NuGet";

    private static readonly string[] Severities =
        [FindingSeverity.Critical, FindingSeverity.High, FindingSeverity.Medium, FindingSeverity.Low, FindingSeverity.Informational, FindingSeverity.Undefined];

    private readonly ILookup<(string, string), (Advisory Advisory, AffectedPackage Package)> _byPackage;

    /// <param name="updatedAt">How old the knowledge is.</param>
    /// <param name="advisories">In any order; of two with the same id, each counts for the packages that it names.</param>
    public AdvisoryBook(DateTimeOffset updatedAt, IEnumerable<Advisory> advisories)
    {
        UpdatedAt = updatedAt;
        _byPackage = advisories.SelectMany(advisory => advisory.Affected.Select(package => (advisory, package))).ToLookup(each => KeyOf(each.package.Ecosystem, each.package.Package));
    }

    public DateTimeOffset UpdatedAt { get; }

    /// <summary>What is known of the packages: the gravest first, then by id; each once for a version of a package.</summary>
    public ValueList<ImageScanFinding> About(IEnumerable<InstalledPackage> packages) => InOrder(
        from package in packages.Distinct()
        from known in _byPackage[KeyOf(package.Ecosystem, package.Name)]
        where IsAffected(package, known.Package)
        select Finding(package, known.Advisory));

    /// <summary>Findings as they are told.</summary>
    public static ValueList<ImageScanFinding> InOrder(IEnumerable<ImageScanFinding> findings) => findings
        .Distinct()
        .OrderBy(finding => Array.IndexOf(Severities, finding.Severity))
        .ThenBy(finding => finding.Name, StringComparer.Ordinal)
        .ThenBy(finding => string.Join(' ', finding.Attributes!.Select(each => each.Value)), StringComparer.Ordinal)
        .ToValueList();

    /// <summary>Whether an ecosystem's versions can be compared.</summary>
    public static bool IsKnown(string ecosystem) => OrderOf(ecosystem) is not null;

    private static bool IsAffected(InstalledPackage package, AffectedPackage known)
    {
        if (OrderOf(package.Ecosystem) is not { } compare) return false;
        // What cannot be compared is not accused.
        return (known.Introduced is null || compare(package.Version, known.Introduced) >= 0) && (known.Fixed is null || compare(package.Version, known.Fixed) < 0);
    }

    private static Func<string, string, int?>? OrderOf(string ecosystem) => ecosystem.Split(':')[0] switch
    {
        "Debian" or "Ubuntu" => DebianVersion.Compare,
        "Alpine" => AlpineVersion.Compare,
        NuGet => NuGetVersion.Compare,
        _ => null,
    };

    private static ImageScanFinding Finding(InstalledPackage package, Advisory advisory)
    {
        var attributes = new List<Attribute> { new() { Key = "package_version", Value = package.Version }, new() { Key = "package_name", Value = package.Name } };
        if (advisory.CvssVector is { } vector) attributes.Add(new() { Key = "CVSS3_VECTOR", Value = vector });
        if (advisory.CvssScore is { } score) attributes.Add(new() { Key = "CVSS3_SCORE", Value = score });
        return new() { Name = advisory.Id, Description = advisory.Description, Uri = advisory.Uri, Severity = advisory.Severity, Attributes = attributes.ToValueList() };
    }

    // NuGet's names do not differ by case.
    private static (string, string) KeyOf(string ecosystem, string package) => (ecosystem, ecosystem == NuGet ? package.ToUpperInvariant() : package);
}
