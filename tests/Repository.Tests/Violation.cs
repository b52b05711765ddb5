namespace Workbook.Repository.Tests;

/// <summary>A place where a rule is broken, and what to do about it.</summary>
/// <param name="Path">The file, from the repository's root, with forward slashes.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Advice">What is wrong and what to do.</param>
internal sealed record Violation(string Path, int Line, string Advice)
{
    public override string ToString() => $"{Path}:{Line}: {Advice}";
}
