using Workbook.Orchestration.Images.Scanning;

namespace Workbook.Engine.Scanning.Packages;

/// <summary>apk's list of packages: <c>P:</c> the name, <c>V:</c> the version, <c>o:</c> the package it was built from.</summary>
internal static class ApkInstalled
{
    public static IEnumerable<InstalledPackage> Read(string text, string ecosystem)
    {
        string? name = null, version = null, origin = null;
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')).Append(""))
        {
            if (line.Length == 0)
            {
                if (version is not null && (origin ?? name) is { } package) yield return new(ecosystem, package, version);
                name = version = origin = null;
            }
            else if (line.StartsWith("P:", StringComparison.Ordinal)) name = line[2..];
            else if (line.StartsWith("V:", StringComparison.Ordinal)) version = line[2..];
            else if (line.StartsWith("o:", StringComparison.Ordinal)) origin = line[2..];
        }
    }
}
