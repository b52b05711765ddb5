using Workbook.Learning.Notebooks;

namespace Workbook.Learning.Tests.Notebooks;

/// <summary>Completion, signatures and completeness; a bar in the code marks the cursor.</summary>
public sealed class CodeEditingTests
{
    private CellRecorder kernel = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        kernel = CellRecorder.InProcess();
        await kernel.RunAsync(
            """
            using System.Net;
            record Server(string Name) { public int Port { get; set; } public static Server Default => new("a"); public void Restart(bool force) { } public void Restart() { } }
            var server = new Server("web");
            int? maybe = 3;
            """);
    }

    [OneTimeTearDown]
    public async Task Stop() => await kernel.DisposeAsync();

    [TestCase("server.Na|", new[] { "Name" })]
    [TestCase("server.Res|", new[] { "Restart" })]
    [TestCase("server.|", new[] { "Name", "Port", "Restart", "GetType", "ToString" })]
    [TestCase("server?.Po|", new[] { "Port" })]
    [TestCase("maybe?.CompareT|", new[] { "CompareTo" })]
    [TestCase("Server.De|", new[] { "Default" })]
    [TestCase("ser|", new[] { "server", "Server" })]
    [TestCase("System.Net.Http.HttpCl|", new[] { "HttpClient", "HttpClientHandler" })]
    [TestCase("using System.Text.Js|", new[] { "Json" })]
    [TestCase("IPAddr|", new[] { "IPAddress" })]
    [TestCase("new[] { 1 }.OrderByDesc|", new[] { "OrderByDescending" })]
    [TestCase("new Server(\"x\") { Po| }", new[] { "Port" })]
    [TestCase("if (true) { var inner = 1; inn| }", new[] { "inner" })]
    [TestCase("forea|", new[] { "foreach" })]
    [TestCase("#!ty|", new[] { "#!types" })]
    [TestCase("#!time\nserver.Na|", new[] { "Name" })]
    [TestCase("disp|", new[] { "display" })]
    public async Task What_fits_is_offered(string code, string[] offered)
    {
        var found = await CompleteAsync(code);
        found.Items.Select(item => item.Text).Should().Contain(offered);
    }

    [TestCase("server.Xyz|")]
    [TestCase("\"server.Na|\"")]
    [TestCase("// server.Na|")]
    [TestCase("12|")]
    [TestCase("nothing.Na|")]
    public async Task Where_nothing_fits_nothing_is_offered(string code) => (await CompleteAsync(code)).Items.Should().BeEmpty();

    [Test]
    public async Task Only_the_word_that_is_being_written_is_replaced()
    {
        var found = await CompleteAsync("1 + server.Na| + 2");
        (found.Start, found.End).Should().Be((11, 13));
        found.Items.Should().Equal(new Completion("Name", "property"));
    }

    [Test]
    public async Task What_a_draft_declares_is_in_no_cell()
    {
        await CompleteAsync("var draft = 1; dra|");
        (await kernel.RunAsync("draft")).Error!.Message.Should().Contain("CS0103");
    }

    [TestCase("ser|ver", "Server server")]
    [TestCase("server.Rest|art()", "void Server.Restart()\nvoid Server.Restart(bool force)")]
    [TestCase("server.Restart(|", "void Server.Restart(bool force)")]
    [TestCase("new Server(|", "Server.Server(string Name)")]
    [TestCase("#!ti|me", "#!time: Shows how long")]
    public async Task Signatures_are_shown(string code, string text)
        => (await kernel.Kernel.InspectAsync(Text(code), code.IndexOf('|'), CancellationToken.None)).Should().Contain(text);

    [Test]
    public async Task A_librarys_documentation_is_shown()
    {
        await using var given = CellRecorder.InProcess(new KernelOptions { References = [typeof(NotebookFile).Assembly.Location], Imports = ["Workbook.Learning.Notebooks"] });
        const string code = "NotebookFile";
        (await given.Kernel.InspectAsync(code, 3, CancellationToken.None)).Should().StartWith("class NotebookFile").And.Contain("A notebook in the nbformat 4 JSON format");
    }

    [TestCase("1 + 1", CodeState.Complete)]
    [TestCase("if (true) {", CodeState.Incomplete)]
    [TestCase("int 3x = ;", CodeState.Invalid)]
    [TestCase("#!html\n<b>", CodeState.Complete)]
    [TestCase("#!nothing", CodeState.Invalid)]
    public async Task Code_is_whole_or_not(string code, CodeState state) => (await kernel.Kernel.StateOfAsync(code, CancellationToken.None)).Should().Be(state);

    [TestCase("server.Name.Length + 1", "")]
    [TestCase("server.Nothing()", "Nothing: CS1061")]
    [TestCase("var x = 1", ": CS1002")]
    [TestCase("int y = \"text\";", "\"text\": CS0029")]
    [TestCase("#!time\nserver.Wrong", "Wrong: CS1061")]
    [TestCase("#!html\n<b>", "")]
    [TestCase("#!types\nnamespace A; class B;", "")]
    [TestCase("#r \"nuget: Some.Package\"\nusing Some.Package;", "")]
    public async Task What_the_compiler_would_refuse_is_told_where_it_stands(string code, string expected)
    {
        var problems = await kernel.Kernel.DiagnoseAsync(code, CancellationToken.None);

        string.Join("; ", problems.Select(problem => $"{code[problem.Start..problem.End]}: {problem.Message.Split(':')[0]}")).Should().Be(expected);
    }

    [Test]
    public async Task Code_that_cannot_be_parsed_is_wrong_whatever_was_declared() =>
        (await kernel.Kernel.DiagnoseAsync("foo(bar;", CancellationToken.None)).Should().NotBeEmpty().And.OnlyContain(problem => problem.IsSyntax);

    [Test]
    public async Task The_kernels_own_process_answers_too_also_while_a_cell_runs()
    {
        await using var process = await KernelProcess.StartAsync(TestHost.Launch());
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var running = process.ExecuteAsync(new CellCode("Console.WriteLine(1); await Task.Delay(-1);", "cell 1"), new CellFront(_ => started.TrySetResult()), stop.Token);
        await started.Task;
        (await process.CompleteAsync("Console.WriteL", 14, CancellationToken.None)).Items.Should().Equal(new Completion("WriteLine", "method"));
        (await process.InspectAsync("Console", 2, CancellationToken.None)).Should().Contain("class Console");
        (await process.StateOfAsync("1 +", CancellationToken.None)).Should().Be(CodeState.Incomplete);
        (await process.DiagnoseAsync("nobody", CancellationToken.None)).Should().ContainSingle().Which.Message.Should().StartWith("CS0103");
        await stop.CancelAsync();
        (await running).Status.Should().Be(CellStatus.Interrupted);
    }

    private Task<Completions> CompleteAsync(string code) => kernel.Kernel.CompleteAsync(Text(code), code.IndexOf('|'), CancellationToken.None);

    private static string Text(string code) => code.Replace("|", "", StringComparison.Ordinal);
}
