using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Workbook.Generator.Model;

namespace Workbook.Generator.Server;

/// <summary>
/// The operations that the project has handlers for: methods <c>XAsync(request, RequestContext)</c> of the class
/// <c>&lt;Service&gt;Api</c>. Readers, checks and writers are generated for these alone, so that a large API of which
/// little is served costs little to build.
/// </summary>
/// <param name="Names">In ordinal order, joined by commas: a text compares by content, which the generator's cache relies on.</param>
internal sealed record ServedOperations(string Names)
{
    private const string Suffix = "Async";

    private readonly HashSet<string> _names = new(Names.Split(','), StringComparer.Ordinal);

    public static IncrementalValueProvider<ServedOperations> Find(SyntaxValueProvider syntax) => syntax
        .CreateSyntaxProvider(
            static (node, _) => node is MethodDeclarationSyntax { ParameterList.Parameters: { Count: 2 } parameters } method
                && parameters[1].Type is IdentifierNameSyntax { Identifier.ValueText: "RequestContext" }
                && method.Identifier.ValueText.EndsWith(Suffix, StringComparison.Ordinal),
            static (found, _) => (Class: (found.Node.Parent as TypeDeclarationSyntax)?.Identifier.ValueText, Method: ((MethodDeclarationSyntax)found.Node).Identifier.ValueText))
        .Collect()
        .Select(static (names, _) => string.Join(",", names
            .Select(name => $"{name.Class}.{name.Method.Substring(0, name.Method.Length - Suffix.Length)}")
            .Distinct(StringComparer.Ordinal)
            .OrderBy(name => name, StringComparer.Ordinal)))
        .Select(static (names, _) => new ServedOperations(names));

    public bool Contains(ApiModel model, Operation operation) => _names.Contains($"{model.Service}Api.{operation.Name}");

    public bool Equals(ServedOperations? other) => other?.Names == Names;

    public override int GetHashCode() => Names.GetHashCode();
}
