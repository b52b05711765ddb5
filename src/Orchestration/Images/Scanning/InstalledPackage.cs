namespace Workbook.Orchestration.Images.Scanning;

/// <summary>A package that an image has.</summary>
/// <param name="Ecosystem">As in <see cref="AffectedPackage"/>.</param>
/// <param name="Name">Of a distribution the source package, which is what advisories are about.</param>
/// <param name="Version">In the distribution's own form.</param>
public sealed record InstalledPackage(string Ecosystem, string Name, string Version);
