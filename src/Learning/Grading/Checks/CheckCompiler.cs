using System.Reflection;
using System.Text;
using FluentAssertions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using NUnit.Framework;

namespace Workbook.Learning.Grading;

/// <summary>
/// Compiles the checks of a course, so that they belong to the course as exercises do: who writes a new one need not
/// build the workbook again. It is done before any submission runs.
/// </summary>
public static class CheckCompiler
{
    /// <summary>Where a course has its checks, under its root.</summary>
    public const string Place = "tests/Exercises.Tests/Checks";

    /// <param name="root">The root of the course.</param>
    /// <param name="libraries">Paths of the assemblies that checks may use besides .NET, NUnit and FluentAssertions.</param>
    /// <exception cref="GradingException">The checks are not there or do not compile.</exception>
    public static CheckRunner Compile(string root, IEnumerable<string> libraries)
    {
        var folder = Path.Combine(root, Place);
        if (!Directory.Exists(folder)) throw new GradingException($"The checks are missing: there is no {Place}.");
        var trees = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => Parse(File.ReadAllText(path), Path.GetRelativePath(root, path)))
            .Append(Parse(EntryPoint.ImplicitUsings, "implicit usings"));
        string[] own = [typeof(CheckCompiler).Assembly.Location, typeof(TestAttribute).Assembly.Location, typeof(AssertionExtensions).Assembly.Location];
        var compilation = CSharpCompilation.Create("Workbook.Checks", trees, Assemblies.References(libraries.Concat(own)), new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        using var code = new MemoryStream();
        var result = compilation.Emit(code);
        return result.Success
            ? new CheckRunner(Assembly.Load(code.ToArray()))
            : throw new GradingException($"The checks do not compile: {result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
    }

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), new CSharpParseOptions(LanguageVersion.CSharp14), path);
}
