using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Workbook.Learning.Notebooks;

/// <summary>A code cell as the compiler understands it after the cells before it.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Model">Null: it is meant not to compile.</param>
/// <param name="ShowsLast">Whether it ends in an expression that has a value.</param>
/// <param name="UsesKernel">Whether it uses <c>display</c> and its neighbours.</param>
/// <param name="Packages">What it asks for.</param>
internal sealed record ScriptCompilation(NotebookCell Cell, SemanticModel? Model, bool ShowsLast, bool UsesKernel, IReadOnlyList<PackageName> Packages)
{
    private static readonly CSharpParseOptions Script = new(LanguageVersion.CSharp14, kind: SourceCodeKind.Script);
    private static readonly CSharpParseOptions Regular = new(LanguageVersion.CSharp14);

    public static async Task<List<ScriptCompilation>> OfAsync(NotebookFile notebook, KernelOptions kernel, CancellationToken cancellationToken)
    {
        var imports = FrameworkReferences.Imports.Concat(kernel.Imports).Select(import => import.Replace("static ", "", StringComparison.Ordinal));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, usings: imports, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Annotations,
            sourceReferenceResolver: new CellFileResolver(kernel.BaseDirectory), metadataReferenceResolver: new FileReferenceResolver(kernel.BaseDirectory));
        List<MetadataReference> references = [.. FrameworkReferences.Load(), .. kernel.References.Select(path => MetadataReference.CreateFromFile(path))];
        var packages = new PackageRestore(kernel.BaseDirectory, kernel.PackageCache ?? PackageRestore.DefaultCache);
        var cells = new List<ScriptCompilation>();
        CSharpCompilation? previous = null;
        foreach (var cell in notebook.Cells.Where(cell => cell.IsCode && !string.IsNullOrWhiteSpace(cell.Source)))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"cell {cell.Number}");
            var source = CellSource.Parse(new CellCode(cell.Source, name));
            if (source.ContentMime is not null)
                continue;
            Refuse(notebook, name, source);
            if (source.Packages.Count > 0)
                await AddAsync(references, packages, source, notebook, name, cancellationToken);
            var tree = CSharpSyntaxTree.ParseText(SourceText.From(source.Code, Encoding.UTF8), source.IsLibrary ? Regular : Script, name, cancellationToken);
            var compilation = source.IsLibrary
                ? CSharpCompilation.Create($"types-{cell.Number}", [tree, Globals(imports)], references, options.WithUsings())
                : CSharpCompilation.CreateScriptCompilation(name, tree, references, options, previous, typeof(object));
            if (compilation.GetDiagnostics(cancellationToken).FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
            {
                if (!cell.RaisesException)
                    throw new NotebookFormatException($"'{notebook.Name}', {name}, line {error.Location.GetLineSpan().StartLinePosition.Line + 1}: {error.GetMessage(CultureInfo.InvariantCulture)}");
                cells.Add(new(cell, null, false, false, source.Packages));
                continue;
            }
            var model = compilation.GetSemanticModel(tree);
            if (source.IsLibrary)
                references.Add(compilation.ToMetadataReference());
            else
                previous = compilation;
            cells.Add(new(cell, model, EndsInValue(model), Uses(model), source.Packages));
        }
        return cells;
    }

    private static async Task AddAsync(List<MetadataReference> references, PackageRestore packages, CellSource source, NotebookFile notebook, string name, CancellationToken cancellationToken)
    {
        try
        {
            var known = references.Select(reference => Path.GetFileName(reference.Display)).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var files = await packages.AddAsync(source.Packages, source.Feeds, cancellationToken);
            references.AddRange(files.References.Where(path => known.Add(Path.GetFileName(path))).Select(path => MetadataReference.CreateFromFile(path)));
        }
        catch (PackageException e)
        {
            throw new NotebookFormatException($"'{notebook.Name}', {name}: {e.Message}", e);
        }
    }

    // What a program of one file has no words for, or what is not known before the notebook runs.
    private static void Refuse(NotebookFile notebook, string name, CellSource source)
    {
        if (source.Error is { } error)
            throw new NotebookFormatException($"'{notebook.Name}', {error.Message}");
        var lines = source.Code.Split('\n').Select(line => line.Trim());
        if (lines.FirstOrDefault(line => line.StartsWith("#r ", StringComparison.Ordinal) || line.StartsWith("#load ", StringComparison.Ordinal)) is { } directive)
            throw new NotebookFormatException($"'{notebook.Name}', {name}: '{directive}' has no counterpart in a program of one file; export a notebook that uses packages (#r \"nuget: …\") or none.");
    }

    private static SyntaxTree Globals(IEnumerable<string> imports) => CSharpSyntaxTree.ParseText(string.Concat(imports.Select(import => $"global using {(import.EndsWith(".Kernel", StringComparison.Ordinal) ? "static " : "")}{import};\n")), Regular);

    private static bool EndsInValue(SemanticModel model)
        => ((CompilationUnitSyntax)model.SyntaxTree.GetRoot()).Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
           && model.GetTypeInfo(last.Expression).ConvertedType?.SpecialType != SpecialType.System_Void;

    private static bool Uses(SemanticModel model) => model.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        .Any(name => model.GetSymbolInfo(name).Symbol is { } symbol && (symbol.ContainingAssembly?.Name == typeof(ScriptCompilation).Assembly.GetName().Name));
}
