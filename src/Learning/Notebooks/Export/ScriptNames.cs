using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// The names of an exported program. Cells may declare a name again, and a block of one cell may use a name of another cell; in one program they would
/// collide, so the later one gets a number.
/// </summary>
internal sealed class ScriptNames
{
    // What the program itself needs.
    private readonly HashSet<string> taken = new(StringComparer.Ordinal) { "args", "Show" };
    private readonly Dictionary<ISymbol, string> renamed = new(SymbolEqualityComparer.Default);

    /// <summary>First of all cells what they declare at the top, then what stands inside of blocks.</summary>
    public ScriptNames(IReadOnlyList<(SemanticModel Model, SyntaxNode Root)> cells)
    {
        foreach (var (model, root) in cells)
            Take(Declared(model, root).Where(symbol => symbol is not ILocalSymbol));
        foreach (var (model, root) in cells)
        {
            foreach (var symbol in Declared(model, root).OfType<ILocalSymbol>().Where(local => taken.Contains(local.Name)))
                renamed.TryAdd(symbol, Free(symbol.Name));
        }
    }

    /// <summary>The symbol's name in the program; null: its own.</summary>
    public string? Of(ISymbol? symbol) => symbol is not null && renamed.TryGetValue(symbol.OriginalDefinition, out var name) ? name : null;

    private void Take(IEnumerable<ISymbol> symbols)
    {
        foreach (var symbol in symbols)
        {
            if (!taken.Add(symbol.Name))
                renamed.TryAdd(symbol, Free(symbol.Name));
        }
    }

    private string Free(string name)
    {
        var number = 2;
        while (!taken.Add(name + number))
            number++;
        return name + number;
    }

    private static IEnumerable<ISymbol> Declared(SemanticModel model, SyntaxNode root) => root.DescendantNodes()
        .Where(node => node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax or CatchDeclarationSyntax or BaseMethodDeclarationSyntax or BaseTypeDeclarationSyntax)
        .Select(node => model.GetDeclaredSymbol(node))
        .OfType<ISymbol>()
        .Where(symbol => symbol is ILocalSymbol || symbol.ContainingType is { IsScriptClass: true });
}

/// <summary>Writes the names of <see cref="ScriptNames"/> into a cell.</summary>
internal sealed class ScriptRenaming(SemanticModel model, ScriptNames names) : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) => names.Of(model.GetSymbolInfo(node).Symbol) is { } name
        ? node.WithIdentifier(Renamed(node.Identifier, name))
        : base.VisitIdentifierName(node);

    public override SyntaxNode? VisitGenericName(GenericNameSyntax node)
    {
        var visited = (GenericNameSyntax)base.VisitGenericName(node)!;
        return names.Of(model.GetSymbolInfo(node).Symbol) is { } name ? visited.WithIdentifier(Renamed(node.Identifier, name)) : visited;
    }

    public override SyntaxNode? VisitVariableDeclarator(VariableDeclaratorSyntax node)
    {
        var visited = (VariableDeclaratorSyntax)base.VisitVariableDeclarator(node)!;
        return names.Of(model.GetDeclaredSymbol(node)) is { } name ? visited.WithIdentifier(Renamed(node.Identifier, name)) : visited;
    }

    public override SyntaxNode? VisitSingleVariableDesignation(SingleVariableDesignationSyntax node)
        => names.Of(model.GetDeclaredSymbol(node)) is { } name ? node.WithIdentifier(Renamed(node.Identifier, name)) : node;

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node)
    {
        var visited = (ForEachStatementSyntax)base.VisitForEachStatement(node)!;
        return names.Of(model.GetDeclaredSymbol(node)) is { } name ? visited.WithIdentifier(Renamed(node.Identifier, name)) : visited;
    }

    public override SyntaxNode? VisitCatchDeclaration(CatchDeclarationSyntax node)
    {
        var visited = (CatchDeclarationSyntax)base.VisitCatchDeclaration(node)!;
        return names.Of(model.GetDeclaredSymbol(node)) is { } name ? visited.WithIdentifier(Renamed(node.Identifier, name)) : visited;
    }

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        return names.Of(model.GetDeclaredSymbol(node)) is { } name ? visited.WithIdentifier(Renamed(node.Identifier, name)) : visited;
    }

    public override SyntaxNode? VisitRecordDeclaration(RecordDeclarationSyntax node)
    {
        var visited = (RecordDeclarationSyntax)base.VisitRecordDeclaration(node)!;
        return names.Of(model.GetDeclaredSymbol(node)) is { } name ? visited.WithIdentifier(Renamed(node.Identifier, name)) : visited;
    }

    public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node)
    {
        var visited = (ClassDeclarationSyntax)base.VisitClassDeclaration(node)!;
        return names.Of(model.GetDeclaredSymbol(node)) is { } name ? visited.WithIdentifier(Renamed(node.Identifier, name)) : visited;
    }

    // new { count } names its member after the variable, which must not change with it.
    public override SyntaxNode? VisitAnonymousObjectMemberDeclarator(AnonymousObjectMemberDeclaratorSyntax node)
    {
        var visited = (AnonymousObjectMemberDeclaratorSyntax)base.VisitAnonymousObjectMemberDeclarator(node)!;
        return node is { NameEquals: null, Expression: IdentifierNameSyntax { Identifier.Text: var before } } && visited.Expression is IdentifierNameSyntax { Identifier.Text: var after } && before != after
            ? visited.WithNameEquals(SyntaxFactory.NameEquals(before).NormalizeWhitespace().WithTrailingTrivia(SyntaxFactory.Space)).WithExpression(visited.Expression.WithoutLeadingTrivia()).WithLeadingTrivia(node.GetLeadingTrivia())
            : visited;
    }

    private static SyntaxToken Renamed(SyntaxToken token, string name) => SyntaxFactory.Identifier(token.LeadingTrivia, name, token.TrailingTrivia);
}
