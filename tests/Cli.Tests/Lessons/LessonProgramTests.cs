using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Workbook.Engine;
using Workbook.Engine.Time;
using Workbook.Server;

namespace Workbook.Cli.Tests.Lessons;

/// <summary>What <c>workbook export --cs</c> writes of every lesson, compiled here, which is quicker than <c>dotnet run</c>, and run in a process of its own.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class LessonProgramTests
{
    private static readonly string[] Notebooks = Directory.GetFiles(Path.Combine(Command.Root, "notebooks"), "*.ipynb");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private DirectoryInfo _folder = null!;

    [OneTimeSetUp]
    public void TakeTheLibraries()
    {
        _folder = Directory.CreateTempSubdirectory("workbook-programs-");
        foreach (var library in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")) File.Copy(library, Path.Combine(_folder.FullName, Path.GetFileName(library)));
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Delete(recursive: true);

    [TestCaseSource(nameof(Notebooks))]
    public async Task Every_lesson_becomes_a_program_that_runs(string notebook)
    {
        var name = Path.GetFileNameWithoutExtension(notebook);
        (await Command.RunAsync("export", notebook, "--cs", "--out", _folder.FullName)).ExitCode.Should().Be(0);
        var program = Path.Combine(_folder.FullName, $"lesson-{name}.dll");
        Compile(await File.ReadAllTextAsync(Path.Combine(_folder.FullName, name + ".cs")), program);

        await using var aws = await LocalAws.StartAsync(new() { Engine = new EngineOptions { Clock = ClockMode.Automatic } });
        var start = new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", Path.Combine(AppContext.BaseDirectory, "workbook.runtimeconfig.json"), program])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(notebook)!,
        };
        start.Environment["AWS_ENDPOINT_URL"] = aws.Endpoint.AbsoluteUri;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);

        process.ExitCode.Should().Be(0, "it said {0}{1}", output, await error);
        output.Should().EndWith("INACTIVE\n", "a lesson ends with the deletion of its cluster");
    }

    private static void Compile(string source, string target)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp14).WithFeatures([new("FileBasedProgram", "true")]);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var result = CSharpCompilation.Create(Path.GetFileNameWithoutExtension(target), [CSharpSyntaxTree.ParseText(source, options)], references, new CSharpCompilationOptions(OutputKind.ConsoleApplication)).Emit(target);
        result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Should().BeEmpty();
    }
}
