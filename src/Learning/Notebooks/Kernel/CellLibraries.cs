using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// The libraries that <c>#!types</c> cells were compiled to. Running such a cell again declares its types again; the
/// older library then leaves the reference list, since a type that two libraries declare can be used by nobody.
/// </summary>
internal sealed class CellLibraries
{
    private sealed record Library(MetadataReference Reference, IReadOnlySet<string> Types);

    private readonly List<Library> libraries = [];

    public IEnumerable<MetadataReference> References => libraries.Select(library => library.Reference);

    /// <returns>Types that were lost although the new library does not declare them anew.</returns>
    public IReadOnlyList<string> Add(CSharpCompilation compilation)
    {
        var types = TypesOf(compilation.Assembly.GlobalNamespace).ToHashSet(StringComparer.Ordinal);
        var replaced = libraries.Where(library => library.Types.Overlaps(types)).ToList();
        libraries.RemoveAll(replaced.Contains);
        libraries.Add(new Library(compilation.ToMetadataReference(), types));
        return [.. replaced.SelectMany(library => library.Types).Except(types, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> TypesOf(INamespaceSymbol space)
        => space.GetTypeMembers().Select(type => type.ToDisplayString())
            .Concat(space.GetNamespaceMembers().SelectMany(TypesOf));
}
