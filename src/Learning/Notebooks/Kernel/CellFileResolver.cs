using Microsoft.CodeAnalysis;

namespace Workbook.Learning.Notebooks;

/// <summary>Finds the files of <c>#load</c>; leaves the names of cells alone, which are no paths.</summary>
internal sealed class CellFileResolver(string baseDirectory) : SourceFileResolver([], baseDirectory)
{
    public override string? NormalizePath(string path, string? baseFilePath)
        => Path.IsPathRooted(path) ? base.NormalizePath(path, baseFilePath) : path;

    // The file that names a path is a cell, which has no folder; a loaded file has one.
    public override string? ResolveReference(string path, string? baseFilePath)
        => base.ResolveReference(path, Path.IsPathRooted(baseFilePath) ? baseFilePath : null);
}
