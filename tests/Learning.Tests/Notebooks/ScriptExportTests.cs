using System.Diagnostics;
using System.Text.Json.Nodes;
using Workbook.Learning.Notebooks;

namespace Workbook.Learning.Tests.Notebooks;

/// <summary>A notebook as a program: what it writes is what the notebook shows.</summary>
[CancelAfter(180_000)]
public sealed class ScriptExportTests
{
    [Test]
    public async Task The_program_does_what_the_cells_do(CancellationToken cancellationToken)
    {
        var script = await ExportAsync(
            TestNotebook.Markdown("# A lesson\n\nwith text"),
            TestNotebook.Code("using System.Globalization;\nvar x = 20; int later;\nint Twice(int n) => 2 * n;\nrecord Pair(int A, int B);"),
            TestNotebook.Code("#!time\nx++;\nlater = 1;\nTwice(x) + new Pair(1, later).A"),
            TestNotebook.Code("foreach (var y in new[] { 1, 2 }) Console.Write(y);\nConsole.WriteLine();"),
            TestNotebook.Code("var x = \"again\"; var y = 3; public string Twice(string s) => s + s;\nstatic int Half(this int n) => n / 2;"),
            TestNotebook.Code("new { x, Y = y.Half(), Z = Twice(x) }"),
            TestNotebook.Code("var (a, b) = (1, 2);\nif (int.TryParse(\"7\", out var parsed)) a += parsed;\nnew[] { a, b }"),
            TestNotebook.Code("throw new InvalidOperationException(\"meant\");", "raises-exception"),
            TestNotebook.Code("int broken = \"text\";", "raises-exception"),
            TestNotebook.Code("#!types\nnamespace Shapes;\npublic record Square(double Side);\npublic static class More { extension(Square s) { public double Area => s.Side * s.Side; } }"),
            TestNotebook.Code("using Shapes;\nawait Task.Yield();\nnew Square(3).Area.ToString(CultureInfo.InvariantCulture)"),
            TestNotebook.Code("(string?)null"),
            TestNotebook.Code("Console.WriteLine(\"end\")"));

        script.Should().Contain("// # A lesson\n//\n// with text\n").And.Contain("// This cell is meant not to compile:\n//   int broken = \"text\";").And.NotContain("#:project");
        (await RunAsync(script, cancellationToken)).Should().Be("43\n12\n{ x = again, Y = 1, Z = againagain }\n8\n2\nInvalidOperationException: meant\n9\n<null>\nend\n");
    }

    [Test]
    public async Task Projects_are_named_where_they_are_needed()
    {
        (await ExportAsync(TestNotebook.Code("1"))).Should().NotContain("kernel.csproj").And.NotContain("Interactive");
        (await ScriptExport.ToScriptAsync(TestNotebook.Of("display(1);"), new KernelOptions(), ["lab.csproj", "kernel.csproj"]))
            .Should().Contain("#:project lab.csproj\n#:project kernel.csproj\n").And.Contain("using static Microsoft.DotNet.Interactive.Kernel;");
    }

    [TestCase("var a = missing;", "cell 1, line 1: The name 'missing'")]
    [TestCase("#r \"some.dll\"\n1", "'#r \"some.dll\"' has no counterpart")]
    [TestCase("#!fsharp\n1", "'#!fsharp' is not known")]
    public async Task What_cannot_be_a_program_is_refused_with_its_place(string code, string message)
    {
        var export = () => ExportAsync(TestNotebook.Code(code));
        (await export.Should().ThrowAsync<NotebookFormatException>()).Which.Message.Should().StartWith("'test.ipynb', cell 1").And.Contain(message);
    }

    private static Task<string> ExportAsync(params JsonNode[] cells) => ScriptExport.ToScriptAsync(TestNotebook.OfCells(cells), new KernelOptions(), []);

    private static async Task<string> RunAsync(string script, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        var start = new ProcessStartInfo(DotnetHost.Path, ["run", folder.Write("lesson.cs", script)]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        process.ExitCode.Should().Be(0, "it said {0}{1} of\n{2}", output, await error, script);
        return output;
    }
}
