using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workbook.Learning.Notebooks;

/// <summary>What stands at a position of C# code: its signatures, and its documentation where the library brought it along.</summary>
internal static class CodeInspection
{
    private const int MostOverloads = 12;

    private static readonly SymbolDisplayFormat Signature = SymbolDisplayFormat.MinimallyQualifiedFormat
        .AddMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType)
        .AddKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword)
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters);

    public static string? At(SemanticModel model, CompilationUnitSyntax root, int position, CancellationToken cancellationToken)
    {
        var token = root.FindToken(position);
        if (!token.IsKind(SyntaxKind.IdentifierToken) && position > 0 && root.FindToken(position - 1) is var left && (left.IsKind(SyntaxKind.IdentifierToken) || token.Parent is null))
            token = left;
        var symbols = token.IsKind(SyntaxKind.IdentifierToken) ? SymbolsOf(model, token.Parent!, cancellationToken) : [];
        // Between the parentheses of a call: what is called.
        if (symbols.Count == 0 && root.FindToken(Math.Max(0, position - 1)).Parent?.AncestorsAndSelf().FirstOrDefault(node => node is ArgumentListSyntax)?.Parent is { } call)
            symbols = SymbolsOf(model, call is InvocationExpressionSyntax invocation ? invocation.Expression : call, cancellationToken);
        if (symbols.Count == 0)
            return null;
        var lines = symbols.Take(MostOverloads).Select(symbol => Describe(symbol)).ToList();
        if (symbols.Count > MostOverloads)
            lines.Add($"… {symbols.Count - MostOverloads} more");
        if (Documentation.Of(symbols[0]) is { } documentation)
            lines.AddRange(["", documentation]);
        return string.Join('\n', lines);
    }

    private static IReadOnlyList<ISymbol> SymbolsOf(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (model.GetDeclaredSymbol(node, cancellationToken) is { } declared)
            return [declared];
        // All overloads, the one that is called first.
        var info = model.GetSymbolInfo(node, cancellationToken);
        IEnumerable<ISymbol> group = node is ExpressionSyntax expression ? model.GetMemberGroup(expression, cancellationToken) : [];
        var one = info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols.AsEnumerable();
        return [.. one.Concat(group).Where(found => found is not IErrorTypeSymbol).Distinct(SymbolEqualityComparer.Default)];
    }

    private static string Describe(ISymbol symbol)
    {
        var text = symbol.ToDisplayString(Signature);
        // A variable of an earlier cell is a field of that cell's class, which has no name for its author.
        return symbol.ContainingType is { IsScriptClass: true } cell ? text.Replace(cell.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) + ".", "", StringComparison.Ordinal) : text;
    }
}
