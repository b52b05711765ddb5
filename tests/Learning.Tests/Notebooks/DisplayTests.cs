using Workbook.Learning.Notebooks;

namespace Workbook.Learning.Tests.Notebooks;

public sealed class DisplayTests
{
    private CellRecorder kernel = null!;

    [OneTimeSetUp]
    public void Start() => kernel = CellRecorder.InProcess();

    [OneTimeTearDown]
    public async Task Stop() => await kernel.DisposeAsync();

    [TestCase("1.5", "1.5")]
    [TestCase("true", "true")]
    [TestCase("\"text\"", "text")]
    [TestCase("DayOfWeek.Monday", "Monday")]
    [TestCase("new[] { 1, 2, 3 }", "[1, 2, 3]")]
    [TestCase("new List<string>()", "[]")]
    [TestCase("Enumerable.Range(0, 1000).Select(i => i % 2).Take(60).Sum()", "30")]
    [TestCase("(1, \"a\")", "(1, a)")]
    [TestCase("typeof(Dictionary<string, int>)", "Dictionary<String, Int32>")]
    [TestCase("new TaskCompletionSource<int>().Task", "Task<Int32> (WaitingForActivation); await it to see what it gives")]
    public async Task A_value_has_a_text(string code, string text) => (await kernel.ValueAsync(code)).Should().Be(text);

    [Test]
    public async Task Objects_in_a_sequence_become_a_table()
    {
        var text = await kernel.ValueAsync("new[] { new { Name = \"web <1>\", Count = 2 }, new { Name = \"db\", Count = 10 } }");
        text.Should().Be("Name     Count\n-------  -----\nweb <1>      2\ndb          10");
        kernel.Html.Should().StartWith("<table><thead><tr><th>Name</th><th>Count</th></tr></thead>")
            .And.Contain("<td>web &lt;1&gt;</td><td style=\"text-align:right\">2</td>");
    }

    [Test]
    public async Task An_object_is_shown_by_its_members_and_a_failing_one_spoils_only_itself()
    {
        await kernel.RunAsync("record Server(string Name) { public int Broken => throw new InvalidOperationException(\"no\"); }");
        (await kernel.ValueAsync("new Server(\"a\")")).Should().Be("Server { Name: a, Broken: (InvalidOperationException: no) }");
        kernel.Html.Should().Contain("<th>Name</th><td>a</td>");
    }

    [Test]
    public async Task A_dictionary_is_shown_by_key_and_value()
    {
        await kernel.ValueAsync("new SortedDictionary<string, int> { [\"a\"] = 1, [\"b\"] = 2 }");
        kernel.Html.Should().Contain("<th>key</th><th>value</th>").And.Contain("<td>b</td>");
    }

    [Test]
    public async Task A_long_or_endless_sequence_is_cut()
    {
        await kernel.RunAsync("IEnumerable<object> Forever() { for (var i = 0; ; i++) yield return new { i }; }");
        (await kernel.ValueAsync("Forever()")).Should().EndWith("49\n…");
    }

    [TestCase("HTML(\"<b>x</b>\")", "text/html", "<b>x</b>")]
    [TestCase("SVG(\"<svg/>\")", "image/svg+xml", "<svg/>")]
    [TestCase("Markdown(\"*x*\")", "text/markdown", "*x*")]
    [TestCase("display(\"<i/>\", \"text/html\");", "text/html", "<i/>")]
    [TestCase("\"{}\".DisplayAs(\"application/json\");", "application/json", "{}")]
    [TestCase("12.Display();", "text/plain", "12")]
    [TestCase("new[] { (1, 2) }.DisplayTable();", "text/plain", "Item1  Item2\n-----  -----\n    1      2")]
    [TestCase("using Microsoft.DotNet.Interactive;\nusing Microsoft.DotNet.Interactive.Formatting;\nKernel.HTML(\"<p/>\")", "text/html", "<p/>")]
    public async Task Rich_values_keep_their_form(string code, string mime, string content)
    {
        (await kernel.RunAsync(code)).Error.Should().BeNull();
        kernel.Form(mime).Should().Be(content);
    }

    [Test]
    public async Task A_type_of_another_library_says_by_its_shape_how_it_is_drawn()
    {
        await kernel.RunAsync(
            """
            class ByMethod { public Dictionary<string, string> ToMimeBundle() => new() { ["image/svg+xml"] = "<svg>1</svg>", ["text/plain"] = "one" }; }
            class ByProperty { public IReadOnlyDictionary<string, string> MimeBundle => new Dictionary<string, string> { ["text/html"] = "<p>2</p>" }; }
            """);
        (await kernel.ValueAsync("new ByMethod()")).Should().Be("one");
        kernel.Form("image/svg+xml").Should().Be("<svg>1</svg>");
        await kernel.RunAsync("new ByProperty().Display();");
        kernel.Html.Should().Be("<p>2</p>");
    }

    [Test]
    public async Task A_registered_formatter_comes_first()
    {
        await kernel.RunAsync("class Money(int c) { public int Cents => c; } Formatter.Register<Money>(m => $\"<b>{m.Cents / 100.0}</b>\", \"text/html\");");
        await kernel.RunAsync("new Money(150)");
        kernel.Html.Should().Be("<b>1.5</b>");
    }

    [Test]
    public async Task A_display_can_be_updated_from_a_later_cell()
    {
        var first = await kernel.RunAsync("var shown = display(\"waiting\");");
        first.Error?.Traceback.Should().BeNull(because: string.Join("\n", first.Error.Traceback));
        var id = kernel.Outputs.OfType<DisplayOutput>().Single().DisplayId;
        await kernel.RunAsync("shown.Update(\"done\");");
        var update = kernel.Outputs.OfType<UpdateOutput>().Single();
        update.DisplayId.Should().Be(id);
        update.Data["text/plain"].Should().Be("done");
    }

    [Test]
    public async Task A_progress_bar_fills_in_one_place()
    {
        (await kernel.RunAsync("foreach (var item in new[] { 1, 2, 3 }.WithProgress(\"Stopping <tasks>\")) Console.WriteLine(item);")).Error.Should().BeNull();
        var first = kernel.Outputs.OfType<DisplayOutput>().Single();
        first.Data["text/plain"].Should().Be("Stopping <tasks> [------------------------------] 0 of 3");
        var updates = kernel.Outputs.OfType<UpdateOutput>().ToList();
        updates.Should().HaveCount(3).And.OnlyContain(update => update.DisplayId == first.DisplayId);
        updates[^1].Data["text/plain"].Should().Be("Stopping <tasks> [##############################] 3 of 3");
        updates[0].Data["text/html"].Should().Be("<label>Stopping &lt;tasks&gt; <progress value=\"1\" max=\"3\"></progress> 1 of 3</label>");
    }

    [Test]
    public async Task A_bar_that_moves_a_million_times_is_drawn_a_hundred_times()
    {
        await kernel.RunAsync("var bar = ProgressBar.Show(\"Counting\", 1_000_000); for (var i = 0; i < 1_000_000; i++) bar.Add(1);");
        kernel.Outputs.OfType<UpdateOutput>().Should().HaveCount(100);
        kernel.Text.Should().EndWith("100 %");
    }

    [Test]
    public async Task A_question_is_answered_by_the_reader()
    {
        await using var asked = CellRecorder.InProcess();
        asked.Answer = question => Task.FromResult<string?>($"{question.Prompt}|{question.IsPassword}");
        (await asked.ValueAsync("await GetInputAsync(\"Name?\") + await Kernel.GetPasswordAsync(\"Key?\") + Console.ReadLine()")).Should().Be("Name?|FalseKey?|True|False");
    }

    [Test]
    public async Task A_question_to_nobody_says_so()
    {
        var outcome = await kernel.RunAsync("await Kernel.GetInputAsync(\"Your name?\")");
        outcome.Error!.Message.Should().Contain("Your name?").And.Contain("without a person");
    }
}
