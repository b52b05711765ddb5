using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Workbook.Learning.Grading;

/// <summary>What is called of a submission.</summary>
/// <param name="File">The exercise's file.</param>
/// <param name="Call">As C#.</param>
internal sealed record ExerciseCall(string File, string Call);

/// <summary>Compiles a submission's part for one exercise, without its project and without MSBuild: no analyzers, no generators.</summary>
internal sealed class SubmissionCompiler
{
    private const int MostErrors = 10;

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp14);
    // Not optimised, so that the line of an exception is the line in the file.
    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Debug,
        nullableContextOptions: NullableContextOptions.Enable,
        deterministic: true);

    // What is compiled shares what the compiler learned about its references.
    private readonly CSharpCompilation _empty;

    /// <param name="libraries">The assemblies that submissions may use besides .NET itself.</param>
    public SubmissionCompiler(IEnumerable<string> libraries) => _empty = CSharpCompilation.Create("submission", [], Assemblies.References(libraries), Options);

    /// <summary>Writes it as <c>submission.dll</c>, with its symbols.</summary>
    /// <exception cref="SubmissionException">It does not compile: each message has file, line and column.</exception>
    public string Compile(IReadOnlyList<SourceFile> files, ExerciseCall exercise, string folder)
    {
        SourceFile[] own =
        [
            new("implicit usings", EntryPoint.ImplicitUsings),
            new(EntryPoint.FileName, EntryPoint.For(exercise.Call)),
            .. files.Any(file => file.Name == EntryPoint.GlobalUsings) ? [] : new[] { new SourceFile(EntryPoint.GlobalUsings, EntryPoint.TaskAlias) },
        ];
        var trees = files.Concat(own).Select(file => CSharpSyntaxTree.ParseText(SourceText.From(file.Text, Encoding.UTF8), Parse, file.Name));
        var path = Path.Combine(folder, "submission.dll");
        EmitResult result;
        using (var program = File.Create(path))
        using (var symbols = File.Create(Path.ChangeExtension(path, ".pdb")))
        {
            result = _empty.AddSyntaxTrees(trees)
                .Emit(program, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        }
        if (result.Success) return path;
        var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        throw new SubmissionException([
            "It does not compile.",
            .. errors.Take(MostErrors).Select(error => Describe(error, exercise)),
            .. errors.Count > MostErrors ? [$"… and {errors.Count - MostErrors} more"] : Array.Empty<string>(),
        ]);
    }

    private static string Describe(Diagnostic error, ExerciseCall exercise)
    {
        var message = $"{error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}";
        if (!error.Location.IsInSource) return message;
        var span = error.Location.GetLineSpan();
        return span.Path == EntryPoint.FileName
            ? $"{exercise.File}: the exercise is run by `await {exercise.Call}`, and that fails: {message}. Keep the names and parameters that the exercise came with."
            : $"{span.Path}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1}): {message}";
    }
}
