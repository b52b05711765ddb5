using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workbook.Learning.Notebooks;

/// <summary>C# as HTML: each kind of word in a <c>span</c> whose class is one letter (keyword, string, number, comment, type, method, directive).</summary>
internal static class CSharpHighlighter
{
    private static readonly CSharpParseOptions Script = new(LanguageVersion.CSharp14, kind: SourceCodeKind.Script);

    public static string ToHtml(string code)
    {
        var html = new StringBuilder();
        foreach (var token in CSharpSyntaxTree.ParseText(code, Script).GetRoot().DescendantTokens())
        {
            foreach (var trivia in token.LeadingTrivia)
                Append(html, trivia);
            Append(html, token.Text, ClassOf(token));
            foreach (var trivia in token.TrailingTrivia)
                Append(html, trivia);
        }
        return html.ToString();
    }

    private static void Append(StringBuilder html, SyntaxTrivia trivia) => Append(html, trivia.ToFullString(), trivia.Kind() switch
    {
        SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia => "c",
        _ when trivia.IsDirective || trivia.IsKind(SyntaxKind.SkippedTokensTrivia) => "d",
        _ => null,
    });

    private static void Append(StringBuilder html, string text, string? kind)
    {
        if (text.Length == 0)
            return;
        var encoded = WebUtility.HtmlEncode(text);
        html.Append(kind is null ? encoded : $"<span class=\"{kind}\">{encoded}</span>");
    }

    private static string? ClassOf(SyntaxToken token)
    {
        if (token.IsKeyword() || (token.IsContextualKeyword() && !token.IsKind(SyntaxKind.IdentifierToken)))
            return "k";
        switch (token.Kind())
        {
            case SyntaxKind.NumericLiteralToken:
                return "n";
            case SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
                or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringEndToken
                or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken or SyntaxKind.InterpolatedRawStringEndToken:
                return "s";
            case SyntaxKind.IdentifierToken:
                return OfIdentifier(token);
            default:
                return null;
        }
    }

    private static string? OfIdentifier(SyntaxToken token)
    {
        switch (token.Parent)
        {
            case IdentifierNameSyntax { IsVar: true }:
                return "k";
            case BaseTypeDeclarationSyntax:
                return "t";
            case MethodDeclarationSyntax or LocalFunctionStatementSyntax:
                return "m";
            case SimpleNameSyntax name when IsCalled(name):
                return "m";
            case SimpleNameSyntax name when IsType(name):
                return "t";
            default:
                return null;
        }
    }

    private static bool IsCalled(SimpleNameSyntax name)
    {
        SyntaxNode called = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name.Parent is MemberBindingExpressionSyntax binding ? binding : name;
        return called.Parent is InvocationExpressionSyntax invocation && invocation.Expression == called;
    }

    private static bool IsType(SyntaxNode name)
    {
        while (name.Parent is QualifiedNameSyntax qualified && qualified.Right == name || name.Parent is NullableTypeSyntax or ArrayTypeSyntax)
            name = name.Parent!;
        return name.Parent switch
        {
            ObjectCreationExpressionSyntax creation => creation.Type == name,
            VariableDeclarationSyntax declaration => declaration.Type == name,
            ParameterSyntax parameter => parameter.Type == name,
            MethodDeclarationSyntax method => method.ReturnType == name,
            LocalFunctionStatementSyntax function => function.ReturnType == name,
            CastExpressionSyntax cast => cast.Type == name,
            DeclarationPatternSyntax pattern => pattern.Type == name,
            CatchDeclarationSyntax caught => caught.Type == name,
            ForEachStatementSyntax loop => loop.Type == name,
            TypeArgumentListSyntax or SimpleBaseTypeSyntax or TypeOfExpressionSyntax => true,
            // By custom, what begins with a capital and has a member is a type: NetworkMode.Awsvpc.
            MemberAccessExpressionSyntax access => access.Expression == name && name is IdentifierNameSyntax { Identifier.Text: [>= 'A' and <= 'Z', ..] },
            _ => false,
        };
    }
}
