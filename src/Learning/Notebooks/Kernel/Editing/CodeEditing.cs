using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workbook.Learning.Notebooks;

/// <summary>Help with a cell that is being written: from what earlier cells declared, and from what it says so far.</summary>
internal sealed class CodeEditing(CellCompiler compiler)
{
    private const int MostItems = 1000;

    public Completions Complete(string code, int position, CancellationToken cancellationToken)
    {
        position = Math.Clamp(position, 0, code.Length);
        var line = code.LastIndexOf('\n', Math.Max(0, position - 1), position == 0 ? 0 : position) + 1;
        if (code[line..position].TrimStart() is ['#', ..] magic)
            return Magics(position - magic.Length, position, magic);
        var source = Plain(code);
        var start = position;
        while (start > 0 && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] == '_'))
            start--;
        var typed = code[start..position];
        if (source.Length < position || char.IsDigit(typed.FirstOrDefault()))
            return new Completions(start, position, []);
        var items = compiler.Examine(source, (model, root) => CodeCompletion.At(model, root, start, cancellationToken), cancellationToken);
        return new Completions(start, position, [.. items.Where(item => item.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(item => item.Text)
            .OrderByDescending(item => item.Text.StartsWith(typed, StringComparison.Ordinal))
            .ThenBy(item => item.Text, StringComparer.OrdinalIgnoreCase).Take(MostItems)]);
    }

    public string? Inspect(string code, int position, CancellationToken cancellationToken)
    {
        position = Math.Clamp(position, 0, code.Length);
        var line = code.LastIndexOf('\n', Math.Max(0, position - 1), position == 0 ? 0 : position) + 1;
        if (code[line..].Split('\n', 2)[0].Trim() is var text && MagicCommands.All.FirstOrDefault(magic => magic.Name == text) is { } known)
            return $"{known.Name}: {known.Meaning}";
        var source = Plain(code);
        return source.Length < code.Length ? null : compiler.Examine(source, (model, root) => CodeInspection.At(model, root, position, cancellationToken), cancellationToken);
    }

    public static CodeState StateOf(string code)
    {
        var source = CellSource.Parse(new CellCode(code, "draft"));
        if (source.Error is not null)
            return CodeState.Invalid;
        return source.ContentMime is null && !source.IsLibrary ? CellCompiler.StateOf(source.Code) : CodeState.Complete;
    }

    public IReadOnlyList<CodeProblem> Diagnose(string code, CancellationToken cancellationToken)
    {
        var source = CellSource.Parse(new CellCode(code, "draft"));
        // A library is compiled otherwise, and packages are not there before the cell has run.
        if (source.Error is not null || source.ContentMime is not null || source.IsLibrary || source.Packages.Count > 0)
            return [];
        return compiler.Examine(Plain(code), (model, root) => CodeDiagnosis.Of(model, root, cancellationToken), cancellationToken);
    }

    private static Completions Magics(int start, int end, string typed)
        => new(start, end, [.. MagicCommands.All.Where(magic => magic.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Select(magic => new Completion(magic.Name, "magic"))]);

    // Lines that are not C# become blanks, so that positions stay true.
    private static string Plain(string code)
    {
        var source = CellSource.Parse(new CellCode(code, "draft"));
        if (source.Error is not null || source.ContentMime is not null)
            return "";
        var lines = source.Code.Split('\n');
        return string.Join('\n', code.Split('\n').Select((line, i) => lines[i].Length == line.Length ? line : new string(' ', line.Length)));
    }
}
