using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Workbook.Learning.Notebooks;

/// <summary>A cell that compiled: run it with <see cref="RunAsync"/>.</summary>
/// <param name="RunAsync">Takes the objects of the earlier cells and adds its own.</param>
/// <param name="HasValue">Whether the cell ends in an expression whose value is to be shown, even if that is null.</param>
internal sealed record CompiledCell(Func<object?[], Task<object?>> RunAsync, Func<bool> HasValue);

/// <summary>
/// Compiles cells, each against the ones before it. Uses Roslyn's script compilations directly: CSharpScript would
/// compile the same, at three times the time and nearly twice the memory.
/// </summary>
internal sealed class CellCompiler
{
    private static readonly CSharpParseOptions Script = new(LanguageVersion.CSharp14, kind: SourceCodeKind.Script);
    private static readonly CSharpParseOptions Regular = new(LanguageVersion.CSharp14);
    private static readonly EmitOptions Emit = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    private readonly CSharpCompilationOptions options;
    private readonly CellAssemblies assemblies;
    private readonly List<MetadataReference> references;
    private readonly CellLibraries libraries = new();
    private readonly List<string> usings = [];

    // Two compilations that bind the same references at the same time can come to hold two symbols for one type.
    private readonly Lock compiling = new();
    private CSharpCompilation? previous;
    private int count;

    public CellCompiler(KernelOptions kernel, IReadOnlyList<MetadataReference> framework, CellAssemblies assemblies)
    {
        this.assemblies = assemblies;
        references = [.. framework];
        foreach (var path in kernel.References)
        {
            if (!File.Exists(path))
                throw new FileNotFoundException($"A notebook is to refer to '{path}', which is not there. Build it first.");
            assemblies.AddFile(Path.GetFullPath(path));
            references.Add(MappedReference.To(Path.GetFullPath(path)));
        }
        options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            usings: FrameworkReferences.Imports.Concat(kernel.Imports).Select(Namespace),
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Annotations,
            sourceReferenceResolver: new CellFileResolver(kernel.BaseDirectory),
            metadataReferenceResolver: new FileReferenceResolver(kernel.BaseDirectory));
        usings.AddRange(FrameworkReferences.Imports.Concat(kernel.Imports).Select(import => $"global using {import};"));

        // Roslyn's option takes types and namespaces alike, without the word.
        static string Namespace(string import) => import.Replace("static ", "", StringComparison.Ordinal).Trim();
    }

    /// <summary>Makes the files of packages usable by all cells from now on. What cells can use already stays as it is.</summary>
    public void AddPackages(PackageFiles files)
    {
        lock (compiling)
        {
            var known = references.OfType<PortableExecutableReference>().Select(reference => Path.GetFileName(reference.FilePath)).ToHashSet(StringComparer.OrdinalIgnoreCase);
            references.AddRange(files.References.Where(path => known.Add(Path.GetFileName(path))).Select(path => MetadataReference.CreateFromFile(path)));
            foreach (var path in files.Assemblies)
                assemblies.AddFile(path);
            foreach (var path in files.Natives)
                assemblies.AddNative(path);
        }
    }

    /// <summary>Looks at code that is being written, as it would be compiled now; it becomes no cell.</summary>
    public T Examine<T>(string code, Func<SemanticModel, CompilationUnitSyntax, T> look, CancellationToken cancellationToken)
    {
        lock (compiling)
        {
            var tree = Parse(code, "draft", Script, cancellationToken);
            var compilation = CSharpCompilation.CreateScriptCompilation("draft", tree, references.Concat(libraries.References), options, previous, typeof(object));
            return look(compilation.GetSemanticModel(tree), (CompilationUnitSyntax)tree.GetRoot(cancellationToken));
        }
    }

    /// <summary>Compiles a cell; on success the following cells see what it declares.</summary>
    public CompiledCell? Compile(string code, string name, out IReadOnlyList<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        lock (compiling)
            return CompileCell(code, name, out diagnostics, cancellationToken);
    }

    private CompiledCell? CompileCell(string code, string name, out IReadOnlyList<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var tree = Parse(code, name, Script, cancellationToken);
        var compilation = CSharpCompilation.CreateScriptCompilation(
            $"cell-{++count}", tree, references.Concat(libraries.References),
            options.WithScriptClassName($"Submission#{count}"), previous, typeof(object));
        var assembly = Load(compilation, out diagnostics, cancellationToken);
        if (assembly is null && diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
            return null;
        Carry(compilation, (CompilationUnitSyntax)tree.GetRoot(cancellationToken));
        previous = compilation;
        // A cell of nothing but directives and comments compiles to nothing.
        if (assembly is null || compilation.GetEntryPoint(cancellationToken) is not { } entry)
            return new CompiledCell(_ => System.Threading.Tasks.Task.FromResult<object?>(null), () => false);
        var method = assembly.GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        return new CompiledCell(method.CreateDelegate<Func<object?[], Task<object?>>>(), () => EndsInValue(compilation, tree));
    }

    /// <summary>Compiles a <c>#!types</c> cell: as an ordinary library, where namespaces and extension blocks are allowed.</summary>
    /// <returns>Whether it compiled, and the types of earlier libraries that it pushed out of sight.</returns>
    public (bool Compiled, IReadOnlyList<string> Hidden) CompileLibrary(
        string code, string name, out IReadOnlyList<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        lock (compiling)
            return CompileTypes(code, name, out diagnostics, cancellationToken);
    }

    /// <summary>Whether code is whole: what is written on could not make another of it.</summary>
    public static CodeState StateOf(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, Script);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
            return CodeState.Incomplete;
        return tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? CodeState.Invalid : CodeState.Complete;
    }

    private (bool Compiled, IReadOnlyList<string> Hidden) CompileTypes(
        string code, string name, out IReadOnlyList<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var tree = Parse(code, name, Regular, cancellationToken);
        var imports = Parse(string.Join('\n', usings), "imports", Regular, cancellationToken);
        var compilation = CSharpCompilation.Create(
            $"types-{++count}", [tree, imports], references.Concat(libraries.References),
            // The imports come as global usings of a file of their own; a library takes none from its options.
            options.WithUsings().WithSpecificDiagnosticOptions([new("CS0436", ReportDiagnostic.Suppress), new("CS0105", ReportDiagnostic.Suppress)]));
        var assembly = Load(compilation, out diagnostics, cancellationToken);
        return assembly is null ? (false, []) : (true, libraries.Add(compilation));
    }

    private static SyntaxTree Parse(string code, string name, CSharpParseOptions parse, CancellationToken cancellationToken)
        => CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), parse, name, cancellationToken);

    private Assembly? Load(CSharpCompilation compilation, out IReadOnlyList<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        using var code = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = compilation.Emit(code, symbols, options: Emit, cancellationToken: cancellationToken);
        diagnostics = result.Diagnostics;
        return result.Success ? assemblies.LoadCell(code, symbols) : null;
    }

    /// <summary>Keeps what the cell brought along for the next ones. Only done for a cell that compiled.</summary>
    private void Carry(CSharpCompilation compilation, CompilationUnitSyntax root)
    {
        foreach (var reference in compilation.DirectiveReferences.OfType<PortableExecutableReference>())
        {
            if (references.Contains(reference))
                continue;
            references.Add(reference);
            assemblies.AddFile(reference.FilePath!);
        }
        foreach (var directive in root.Usings)
        {
            var line = "global " + directive.WithGlobalKeyword(default).NormalizeWhitespace().ToString();
            if (!usings.Contains(line, StringComparer.Ordinal))
                usings.Add(line);
        }
    }

    private static bool EndsInValue(CSharpCompilation compilation, SyntaxTree tree)
    {
        var last = ((CompilationUnitSyntax)tree.GetRoot()).Members.LastOrDefault();
        if (last is not GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } statement })
            return false;
        var type = compilation.GetSemanticModel(tree).GetTypeInfo(statement.Expression).ConvertedType;
        return type?.SpecialType != SpecialType.System_Void;
    }
}
