using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workbook.Learning.Notebooks;

/// <summary>The compiler's errors in code that is being written.</summary>
internal static class CodeDiagnosis
{
    private const int Most = 50;

    public static IReadOnlyList<CodeProblem> Of(SemanticModel model, CompilationUnitSyntax root, CancellationToken cancellationToken)
    {
        var syntax = Errors(root.SyntaxTree.GetDiagnostics(cancellationToken), isSyntax: true);
        // Code that cannot be parsed gives errors of meaning that nobody needs.
        return syntax.Count > 0 ? syntax : Errors(model.GetDiagnostics(cancellationToken: cancellationToken), isSyntax: false);
    }

    private static List<CodeProblem> Errors(IEnumerable<Diagnostic> diagnostics, bool isSyntax) =>
    [
        .. diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error && found.Location.IsInSource).Take(Most)
            .Select(found => new CodeProblem(found.Location.SourceSpan.Start, found.Location.SourceSpan.End, $"{found.Id}: {found.GetMessage(CultureInfo.InvariantCulture)}", isSyntax)),
    ];
}
