using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workbook.Learning.Notebooks;

/// <summary>What may stand at a position of C# code: members behind a dot, properties in an object initializer, else names in scope and keywords.</summary>
internal static class CodeCompletion
{
    /// <param name="position">Where the word that is being written begins.</param>
    public static IEnumerable<Completion> At(SemanticModel model, CompilationUnitSyntax root, int position, CancellationToken cancellationToken)
    {
        var before = root.FindToken(Math.Max(0, position - 1));
        if (InText(root, position))
            return [];
        if (before.IsKind(SyntaxKind.DotToken) && before.Span.End <= position)
            return Named(BehindDot(model, before, position, cancellationToken));
        // The first property's name alone still looks like the element of a collection.
        if (before.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken && before.Parent is InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation } initializer
            && model.GetTypeInfo(creation, cancellationToken).Type is { } created
            && (initializer.IsKind(SyntaxKind.ObjectInitializerExpression) || !created.AllInterfaces.Any(one => one.SpecialType == SpecialType.System_Collections_IEnumerable)))
            return Named(Settable(created));
        var names = Named(model.LookupSymbols(position).Where(symbol => symbol is not IMethodSymbol { MethodKind: MethodKind.Constructor }));
        return names.Concat(SyntaxFacts.GetReservedKeywordKinds().Concat([SyntaxKind.VarKeyword, SyntaxKind.AwaitKeyword, SyntaxKind.AsyncKeyword, SyntaxKind.RecordKeyword, SyntaxKind.WhenKeyword])
            .Select(kind => new Completion(SyntaxFacts.GetText(kind), "keyword")));
    }

    private static bool InText(CompilationUnitSyntax root, int position)
    {
        var token = root.FindToken(position);
        if (token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringTextToken
            && token.SpanStart < position)
            return true;
        var trivia = root.FindTrivia(Math.Max(0, position - 1));
        return trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;
    }

    private static IEnumerable<ISymbol> BehindDot(SemanticModel model, SyntaxToken dot, int position, CancellationToken cancellationToken)
    {
        SyntaxNode? left = dot.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            QualifiedNameSyntax name => name.Left,
            MemberBindingExpressionSyntax binding => binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault()?.Expression,
            _ => null,
        };
        if (left is null)
            return [];
        var symbol = model.GetSymbolInfo(left, cancellationToken).Symbol;
        switch (symbol)
        {
            case INamespaceSymbol space:
                return model.LookupNamespacesAndTypes(position, space);
            case INamedTypeSymbol named:
                return model.LookupStaticMembers(position, named).Concat(model.LookupNamespacesAndTypes(position, named)).Distinct(SymbolEqualityComparer.Default);
        }
        var type = model.GetTypeInfo(left, cancellationToken).Type;
        // Behind "?." stands what the value has, not its Nullable.
        if (dot.Parent is MemberBindingExpressionSyntax && type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        return type is null or IErrorTypeSymbol
            ? []
            : model.LookupSymbols(position, type, includeReducedExtensionMethods: true).Where(member => !member.IsStatic && member is not ITypeSymbol);
    }

    private static IEnumerable<ISymbol> Settable(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, IsIndexer: false, SetMethod.DeclaredAccessibility: Accessibility.Public } or IFieldSymbol { IsStatic: false, IsReadOnly: false, DeclaredAccessibility: Accessibility.Public })
                    yield return member;
            }
        }
    }

    private static IEnumerable<Completion> Named(IEnumerable<ISymbol> symbols)
        => symbols.Where(symbol => symbol.CanBeReferencedByName && symbol.Name.Length > 0 && !symbol.Name.StartsWith("Submission#", StringComparison.Ordinal))
            .Select(symbol => new Completion(symbol.Name, KindOf(symbol)));

    private static string KindOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol => "method",
        IPropertySymbol => "property",
        IEventSymbol => "event",
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => "constant",
        IFieldSymbol { ContainingType.IsScriptClass: true } or ILocalSymbol or IParameterSymbol or IRangeVariableSymbol => "variable",
        IFieldSymbol => "field",
        INamespaceSymbol => "namespace",
        INamedTypeSymbol type => type.TypeKind switch
        {
            TypeKind.Struct => "struct",
            TypeKind.Interface => "interface",
            TypeKind.Enum => "enum",
            TypeKind.Delegate => "delegate",
            _ => "class",
        },
        _ => "name",
    };
}
