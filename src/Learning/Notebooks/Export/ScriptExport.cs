using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// A notebook as one C# file for <c>dotnet run FILE.cs</c> (https://learn.microsoft.com/dotnet/core/sdk/file-based-apps): texts become comments, cells become
/// statements, values that a notebook would show are written to the console.
/// </summary>
public static class ScriptExport
{
    private const string Show =
        """
        // Writes what a notebook shows beneath a cell.
        static void Show(object? value)
        {
            if (value is System.Collections.IEnumerable items and not string)
            {
                foreach (var item in items) Show(item);
                return;
            }
            Console.WriteLine(value ?? "<null>");
        }
        """;

    /// <param name="notebook">What to export.</param>
    /// <param name="kernel">The libraries that its cells use.</param>
    /// <param name="projects">Paths of the projects that have these libraries, relative to the file; the last one has the names of the kernel (<c>display</c> and its
    /// neighbours) and is only referred to where a cell uses them.</param>
    /// <exception cref="NotebookFormatException">It is not in C#, or a cell does not compile although it is not meant to fail.</exception>
    public static async Task<string> ToScriptAsync(NotebookFile notebook, KernelOptions kernel, IReadOnlyList<string> projects, CancellationToken cancellationToken = default)
    {
        NotebookLanguage.RequireCSharp(notebook);
        var cells = await ScriptCompilation.OfAsync(notebook, kernel, cancellationToken);
        var names = new ScriptNames([.. cells.Where(cell => cell.Model is not null).Select(cell => (cell.Model!, cell.Model!.SyntaxTree.GetRoot()))]);
        var usings = new SortedSet<string>(FrameworkReferences.Imports.Where(import => !import.Contains("Interactive", StringComparison.Ordinal)).Concat(kernel.Imports), StringComparer.Ordinal);
        var body = new StringBuilder();
        List<string> types = [], extensions = [];
        foreach (var cell in notebook.Cells)
        {
            if (cell.Type == "markdown")
                body.Append('\n').AppendJoin('\n', cell.Source.Split('\n').Select(line => $"// {line}".TrimEnd())).Append('\n');
            if (cells.FirstOrDefault(one => one.Cell == cell) is not { } compiled)
                continue;
            if (compiled.Model is not { } model)
            {
                body.Append("\n// This cell is meant not to compile:\n").AppendJoin('\n', cell.Source.Split('\n').Select(line => $"//   {line}".TrimEnd())).Append('\n');
                continue;
            }
            var renamed = (CompilationUnitSyntax)new ScriptRenaming(model, names).Visit(await model.SyntaxTree.GetRootAsync(cancellationToken));
            var parts = ScriptCell.Of(renamed, compiled.ShowsLast);
            usings.UnionWith(parts.Usings);
            types.Add(parts.Types);
            extensions.Add(parts.Extensions);
            if (parts.Statements.Length > 0)
                body.Append('\n').Append(cell.RaisesException ? Expected(parts.Statements) : parts.Statements).Append('\n');
        }
        var usesKernel = cells.Any(cell => cell.UsesKernel);
        if (usesKernel)
            usings.UnionWith(FrameworkReferences.Imports.Where(import => import.Contains("Interactive", StringComparison.Ordinal)));
        var extended = string.Join("\n\n", extensions.Where(text => text.Length > 0));
        if (extended.Length > 0)
            types.Add($"static class NotebookExtensions\n{{\n{Indented(extended)}\n}}");
        return $"""
            #:property PublishAot=false
            #:property Nullable=annotations
            #:property TreatWarningsAsErrors=false
            #:property RunAnalyzers=false
            {string.Concat(cells.SelectMany(cell => cell.Packages).Select(package => $"#:package {package.Name}@{package.Version ?? "*"}\n"))}{string.Concat((usesKernel ? projects : projects.SkipLast(1)).Select(project => $"#:project {project}\n"))}
            {string.Concat(usings.OrderBy(line => line.StartsWith("static ", StringComparison.Ordinal)).Select(line => $"using {line};\n"))}{body}
            {Show}

            {string.Join("\n\n", types.Where(text => text.Length > 0))}
            """.TrimEnd() + "\n";
    }

    private static string Expected(string statements) =>
        $$"""
        // This is meant to fail.
        try
        {
        {{Indented(statements)}}
        }
        catch (Exception expected)
        {
            Console.WriteLine($"{expected.GetType().Name}: {expected.Message}");
        }
        """;

    // Lines of raw strings are moved with their quotes, which changes nothing in them.
    private static string Indented(string text) => string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
}
