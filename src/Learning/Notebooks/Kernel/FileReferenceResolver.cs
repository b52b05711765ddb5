using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Workbook.Learning.Notebooks;

/// <summary>Resolves <c>#r</c>: a path (relative to the notebook) or the name of a framework assembly.</summary>
internal sealed class FileReferenceResolver(string baseDirectory) : MetadataReferenceResolver
{
    private readonly ConcurrentDictionary<string, PortableExecutableReference> known = new(StringComparer.Ordinal);

    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties)
        => FindPath(reference) is { } path
            ? [known.GetOrAdd(path, p => MetadataReference.CreateFromFile(p))]
            : [];

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private string? FindPath(string reference)
    {
        if (reference.Contains(':', StringComparison.Ordinal) && !Path.IsPathRooted(reference))
            return null;
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return new[]
        {
            Path.Combine(baseDirectory, reference),
            Path.Combine(framework, reference),
            Path.Combine(framework, reference + ".dll"),
        }.Select(Path.GetFullPath).FirstOrDefault(File.Exists);
    }
}
