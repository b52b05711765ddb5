using Workbook.Learning.Notebooks;

namespace Workbook.Learning.Tests.Notebooks;

public sealed class CSharpKernelTests
{
    private CellRecorder kernel = null!;

    [SetUp]
    public void Start() => kernel = CellRecorder.InProcess();

    [TearDown]
    public async Task Stop() => await kernel.DisposeAsync();

    [Test]
    public async Task A_cell_sees_what_earlier_cells_declared()
    {
        await kernel.RunAsync("var x = 20; int Twice(int n) => 2 * n; record Pair(int A, int B);");
        await kernel.RunAsync("x++;");
        (await kernel.ValueAsync("Twice(x) + new Pair(1, 2).B")).Should().Be("44");
    }

    [Test]
    public async Task A_declaration_can_be_replaced_by_a_later_cell()
    {
        await kernel.RunAsync("var x = 1; string Name() => \"old\";");
        await kernel.RunAsync("var x = \"text\"; string Name() => \"new\";");
        (await kernel.ValueAsync("x + Name()")).Should().Be("textnew");
    }

    [Test]
    public async Task Using_directives_are_carried_on()
    {
        (await kernel.RunAsync("using System.Net;")).Status.Should().Be(CellStatus.Ok);
        (await kernel.RunAsync("using IP = System.Net.IPAddress;")).Status.Should().Be(CellStatus.Ok);
        (await kernel.ValueAsync("IP.Loopback.Equals(IPAddress.Parse(\"127.0.0.1\"))")).Should().Be("true");
    }

    [Test]
    public async Task Await_works_at_the_top_level()
    {
        await kernel.RunAsync("async Task<int> LaterAsync() { await Task.Yield(); return 7; } var seven = await LaterAsync();");
        (await kernel.ValueAsync("seven + await Task.Run(() => 1)")).Should().Be("8");
    }

    [Test]
    public async Task A_statement_has_no_value_and_a_null_expression_has_one()
    {
        await kernel.RunAsync("1 + 1;");
        kernel.Outputs.Should().BeEmpty();
        await kernel.RunAsync("Console.WriteLine()");
        kernel.Outputs.Should().Equal(new StreamOutput("stdout", "\n"));
        (await kernel.ValueAsync("(string?)null")).Should().Be("<null>");
    }

    [Test]
    public async Task Console_output_is_streamed_in_order()
    {
        await kernel.RunAsync("""Console.Write("a"); Console.Error.WriteLine("b"); Console.WriteLine($"{1.5}"); Console.Write('x');""");
        kernel.Outputs.Should().Equal(
            new StreamOutput("stdout", "a"), new StreamOutput("stderr", "b\n"), new StreamOutput("stdout", "1.5\n"), new StreamOutput("stdout", "x"));
    }

    [Test]
    public async Task A_compile_error_names_cell_line_and_column_and_shows_the_line()
    {
        var outcome = await kernel.RunAsync("var a = 1;\nvar b = missing + 1;\n");
        outcome.Status.Should().Be(CellStatus.Failed);
        outcome.Error!.Name.Should().Be("CompilationError");
        outcome.Error.Message.Should().StartWith("cell 1, line 2, column 9: CS0103:");
        outcome.Error.Traceback.Should().Contain("-->    2 | var b = missing + 1;");
    }

    [Test]
    public async Task A_cell_that_does_not_compile_leaves_nothing_behind()
    {
        await kernel.RunAsync("var x = 1;");
        await kernel.RunAsync("using System.Nett; var x = 2; nonsense");
        (await kernel.ValueAsync("x")).Should().Be("1");
    }

    [Test]
    public async Task An_exception_is_traced_to_its_lines_in_this_and_earlier_cells()
    {
        await kernel.RunAsync("int Invert(int n)\n{\n    return 1 / n;\n}\nasync Task<int> LaterAsync(int n)\n{\n    await Task.Yield();\n    return Invert(n);\n}");
        var outcome = await kernel.RunAsync("var n = 0;\nawait LaterAsync(n)");
        outcome.Status.Should().Be(CellStatus.Failed);
        outcome.Error!.Name.Should().Be("DivideByZeroException", because: outcome.Error.Message);
        var text = string.Join('\n', outcome.Error.Traceback);
        text.Should().Contain("   at Invert in cell 1, line 3").And.Contain("   at LaterAsync in cell 1, line 8").And.Contain("   at cell 2, line 2");
        text.Should().NotContain("Workbook.Learning").And.NotContain("Submission");
        text.Should().Contain("-->    3 |     return 1 / n;");
    }

    [Test]
    public async Task What_ran_before_an_exception_stays()
    {
        await kernel.RunAsync("var kept = 5; throw new InvalidOperationException(\"stop\");");
        (await kernel.ValueAsync("kept")).Should().Be("5");
    }

    [Test]
    public async Task Time_is_shown_on_request()
    {
        await kernel.RunAsync("#!time\n1 + 1");
        kernel.Outputs.OfType<ResultOutput>().Single().Data["text/plain"].Should().Be("2");
        kernel.Outputs.OfType<DisplayOutput>().Single().Data["text/plain"].Should().MatchRegex(@"^Wall time: \d+\.\d ms$");
    }

    [Test]
    public async Task An_unknown_magic_line_is_an_error_with_its_line()
    {
        var outcome = await kernel.RunAsync("// F#\n#!fsharp\nlet x = 1");
        outcome.Error!.Message.Should().StartWith("cell 1, line 2: '#!fsharp' is not known");
    }

    [TestCase("markdown", "text/markdown")]
    [TestCase("html", "text/html")]
    [TestCase("svg", "image/svg+xml")]
    [TestCase("javascript", "application/javascript")]
    public async Task A_cell_can_be_of_another_language_that_needs_no_kernel(string language, string mime)
    {
        (await kernel.RunAsync($"#!{language}\n# one\n<b>#!time</b>")).Error.Should().BeNull();
        kernel.Form(mime).Should().Be("# one\n<b>#!time</b>");
    }

    [Test]
    public async Task Variables_can_be_listed()
    {
        await kernel.RunAsync("var b = 1; string a = \"x\";");
        await kernel.RunAsync("var b = 2.5;");
        await kernel.RunAsync("#!whos");
        kernel.Text.Should().Be("Name  Type    Value\n----  ------  -----\na     String  x\nb     Double    2.5");
        await kernel.RunAsync("#!who");
        kernel.Text.Should().Be("[a, b]");
    }

    [Test]
    public async Task The_kernel_says_what_it_is_and_what_it_knows()
    {
        await kernel.RunAsync("#!about");
        kernel.Text.Should().Contain("ECS Workbook").And.Contain("C# 14").And.Contain(".NET 10");
        await kernel.RunAsync("#!lsmagic");
        kernel.Text.Should().Contain("#!types").And.Contain("#!whos");
    }

    [Test]
    public async Task A_types_cell_may_have_namespaces_and_extension_blocks()
    {
        await kernel.RunAsync("using System.Net;");
        var outcome = await kernel.RunAsync(
            """
            #!types
            namespace Shapes;
            public record Square(double Side) { public int Status => (int)HttpStatusCode.OK; }
            public static class SquareExtensions { extension(Square s) { public double Area => s.Side * s.Side; } }
            """);
        outcome.Error.Should().BeNull();
        (await kernel.ValueAsync("using Shapes;\nnew Square(3).Area + new Square(2).Status")).Should().Be("209");
    }

    [Test]
    public async Task A_types_cell_can_be_run_again()
    {
        await kernel.RunAsync("#!types\npublic class Box { public int Size => 1; }\npublic class Lid { }");
        await kernel.RunAsync("#!types\npublic class Box { public int Size => 2; }");
        kernel.Stderr.Should().Contain("Lid");
        (await kernel.ValueAsync("new Box().Size")).Should().Be("2");
    }

    [Test]
    public async Task A_file_is_loaded_relative_to_the_notebook()
    {
        using var folder = new TempFolder();
        folder.Write("helper.csx", "int Triple(int n) => 3 * n;");
        await using var there = CellRecorder.InProcess(new KernelOptions { BaseDirectory = folder.Path });
        (await there.ValueAsync("#load \"helper.csx\"\nTriple(4)")).Should().Be("12");
    }

    [Test]
    public async Task An_assembly_is_referred_to_by_its_path()
    {
        var path = typeof(TestAttribute).Assembly.Location;
        var outcome = await kernel.RunAsync($"#r \"{path}\"\nusing NUnit.Framework;\nnameof(Assert)");
        outcome.Error.Should().BeNull();
        (await kernel.ValueAsync("typeof(TestAttribute).Name")).Should().Be("TestAttribute");
    }

    [TestCase("missing.dll", "relative to the notebook's folder")]
    [TestCase("nuget: ", "A package is asked for like this")]
    public async Task A_reference_that_is_not_there_is_an_error_with_a_way_out(string reference, string hint)
    {
        var outcome = await kernel.RunAsync($"#r \"{reference}\"\n1");
        outcome.Error!.Message.Should().StartWith("cell 1, line 1").And.Contain(reference);
        outcome.Error.Traceback.Should().Contain(line => line.Contains(hint));
    }

    [Test]
    public async Task A_host_passes_references_and_imports()
    {
        await using var given = CellRecorder.InProcess(new KernelOptions
        {
            References = [typeof(TestAttribute).Assembly.Location],
            Imports = ["NUnit.Framework", "static System.Math"],
        });
        (await given.ValueAsync("typeof(TestAttribute).Name + Max(1, 2)")).Should().Be("TestAttribute2");
    }

    [Test]
    public void A_reference_of_the_host_that_is_missing_is_refused()
    {
        var start = () => new CSharpKernel(new KernelOptions { References = ["/nowhere/Lab.dll"] }, TimeProvider.System);
        start.Should().Throw<FileNotFoundException>().WithMessage("*'/nowhere/Lab.dll'*");
    }
}
