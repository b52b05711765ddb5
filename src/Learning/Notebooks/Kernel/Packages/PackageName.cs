namespace Workbook.Learning.Notebooks;

/// <summary>A package that a cell asks for.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Version">As NuGet writes versions, such as <c>1.2.3</c>, <c>1.*</c> or <c>[1.0,2.0)</c>; null: the newest stable one.</param>
/// <param name="Line">Where it stands in the cell, from 1.</param>
internal sealed record PackageName(string Name, string? Version, int Line);

/// <summary>What a restore brought.</summary>
/// <param name="References">Assemblies to compile against.</param>
/// <param name="Assemblies">Assemblies to load.</param>
/// <param name="Natives">Native libraries of this platform.</param>
/// <param name="Versions">Of every package, asked for or brought along.</param>
internal sealed record PackageFiles(
    IReadOnlyList<string> References, IReadOnlyList<string> Assemblies, IReadOnlyList<string> Natives, IReadOnlyDictionary<string, string> Versions);

/// <summary>Packages could not be had; the message says why and what to do.</summary>
internal sealed class PackageException(string message) : Exception(message);
