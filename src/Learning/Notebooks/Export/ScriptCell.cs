using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workbook.Learning.Notebooks;

/// <summary>A cell's parts in the places that they have in a program.</summary>
/// <param name="Usings">Without <c>using</c> and the semicolon.</param>
/// <param name="Statements">What the cell does, and its functions.</param>
/// <param name="Types">What stands at the end of a program.</param>
/// <param name="Extensions">Extension methods, which need a static class.</param>
internal sealed record ScriptCell(IReadOnlyList<string> Usings, string Statements, string Types, string Extensions)
{
    private static readonly SyntaxKind[] Access = [SyntaxKind.PublicKeyword, SyntaxKind.PrivateKeyword, SyntaxKind.InternalKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.ReadOnlyKeyword];

    /// <param name="root">The cell with the names of the program.</param>
    /// <param name="showsLast">Whether the cell ends in an expression that has a value.</param>
    public static ScriptCell Of(CompilationUnitSyntax root, bool showsLast)
    {
        var statements = new List<string>();
        var types = new List<string>();
        var extensions = new List<string>();
        foreach (var member in root.Members)
        {
            var comments = Comments(member);
            switch (member)
            {
                case BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or NamespaceDeclarationSyntax:
                    types.Add(comments + member.WithoutTrivia().ToFullString());
                    break;
                case FileScopedNamespaceDeclarationSyntax space:
                    types.Add($"{comments}namespace {space.Name.ToString()}\n{{\n{space.Usings.ToFullString()}{space.Members.ToFullString().Trim('\n')}\n}}");
                    break;
                case MethodDeclarationSyntax { ParameterList.Parameters: [{ Modifiers: var modifiers }, ..] } method when modifiers.Any(SyntaxKind.ThisKeyword):
                    extensions.Add($"{comments}public {Without(method, method.Modifiers).WithoutTrivia().ToFullString()}");
                    break;
                case MethodDeclarationSyntax method:
                    statements.Add(comments + Without(method, method.Modifiers).WithoutTrivia().ToFullString());
                    break;
                case FieldDeclarationSyntax field:
                    statements.Add(comments + Initialized((FieldDeclarationSyntax)Without(field, field.Modifiers)).WithoutTrivia().ToFullString());
                    break;
                case GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }:
                    statements.Add(comments + (showsLast ? $"Show({last.Expression.WithoutTrivia().ToFullString()});" : last.Expression.WithoutTrivia().ToFullString() + ";"));
                    break;
                default:
                    statements.Add(comments + member.WithoutTrivia().ToFullString());
                    break;
            }
        }
        return new([.. root.Usings.Select(directive => directive.WithoutTrivia().ToString()["using ".Length..].TrimEnd(';'))], string.Join('\n', statements), string.Join("\n\n", types), string.Join("\n\n", extensions));
    }

    // A cell's variables have a value from the beginning; a program's have to be given one.
    private static FieldDeclarationSyntax Initialized(FieldDeclarationSyntax field) => field.WithDeclaration(field.Declaration.WithVariables(SyntaxFactory.SeparatedList(
        field.Declaration.Variables.Select(variable => variable.Initializer is null ? variable.WithInitializer(SyntaxFactory.EqualsValueClause(SyntaxFactory.ParseExpression("default!")).NormalizeWhitespace().WithLeadingTrivia(SyntaxFactory.Space)) : variable),
        field.Declaration.Variables.GetSeparators())));

    private static MemberDeclarationSyntax Without(MemberDeclarationSyntax member, SyntaxTokenList modifiers)
        => member.WithModifiers(SyntaxFactory.TokenList(modifiers.Where(modifier => !Access.Contains(modifier.Kind()))));

    // Comments and empty lines above, without the directives between them.
    private static string Comments(SyntaxNode node)
    {
        var text = string.Concat(node.GetLeadingTrivia().Where(trivia => !trivia.IsDirective).Select(trivia => trivia.ToFullString()));
        var lines = text.Split('\n');
        return string.Join('\n', lines.SkipWhile((line, i) => i < lines.Length - 1 && line.Trim().Length == 0 && i > 0));
    }
}
