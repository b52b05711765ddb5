using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Workbook.Learning.Notebooks;

/// <summary>Compiler messages in the words of a notebook: cell and line, the line itself, a way out where one is known.</summary>
internal static class CellDiagnostics
{
    public static CellError Describe(IEnumerable<Diagnostic> diagnostics, IReadOnlyDictionary<string, string> sources)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)
            .OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(d => d.Location.SourceSpan.Start)
            .ToList();
        var traceback = new List<string>();
        var lines = new List<string>();
        foreach (var error in errors)
        {
            var span = error.Location.GetLineSpan();
            var place = error.Location.IsInSource
                ? $"{span.Path}, line {span.StartLinePosition.Line + 1}, column {span.StartLinePosition.Character + 1}: "
                : "";
            lines.Add($"{place}{error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}");
            traceback.Add(lines[^1]);
            if (error.Location.IsInSource && sources.TryGetValue(span.Path, out var source))
                traceback.Add(SourceExcerpt.Of(source, span.StartLinePosition.Line + 1, around: 0));
            if (Hint(error) is { } hint)
                traceback.Add("  " + hint);
        }
        return new CellError("CompilationError", string.Join('\n', lines), traceback);
    }

    private static string? Hint(Diagnostic error) => error.Id switch
    {
        "CS7021" => "A namespace needs a cell of its own that starts with the line #!types.",
        "CS1109" or "CS9283" => "Extension methods and blocks need static classes outside the cell's own: start the cell with #!types.",
        "CS1674" or "CS0029" when error.GetMessage(CultureInfo.InvariantCulture).Contains("IDisposable", StringComparison.Ordinal)
            => "This value needs no `using`.",
        "CS0006" when error.GetMessage(CultureInfo.InvariantCulture).Contains("nuget:", StringComparison.OrdinalIgnoreCase)
            => "A package is asked for like this: #r \"nuget: Name, 1.2.3\"; the version may be left out.",
        "CS0006" => "The path of #r is relative to the notebook's folder.",
        "CS7009" or "CS7010" => "#r and #load stand at the top of the cell, before any code.",
        _ => null,
    };
}
