using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Workbook.Learning.Notebooks;

namespace Workbook.Learning.Tests.Notebooks;

public sealed class HtmlExportTests
{
    [Test]
    public void A_page_has_texts_code_and_outputs_and_needs_nothing_else()
    {
        var cell = TestNotebook.Code("var n = \"<b>\"; // note\nawait Task.Delay(1);");
        cell["outputs"] = new JsonArray(
            new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "1 < 2\n" },
            Data("image/svg+xml", "<?xml version=\"1.0\"?>\n<svg id='s'></svg>"),
            Data("text/html", "<table id='t'></table>"),
            Data("text/plain", "a & b"),
            Data("image/png", "AAAA\nBBBB"),
            Data("text/markdown", "*m*"),
            Data("application/javascript", "alert(1)"),
            new JsonObject { ["output_type"] = "error", ["ename"] = "E", ["evalue"] = "no", ["traceback"] = new JsonArray("\u001b[31mE: no\u001b[0m") });
        var html = HtmlExport.ToHtml(TestNotebook.OfCells(TestNotebook.Markdown("# A <lesson>\n\n<script>alert(2)</script> [next](05-tasks.ipynb#run)"), cell));

        html.Should().Contain("<title>A &lt;lesson&gt;</title>").And.Contain("&lt;script&gt;alert(2)").And.Contain("href=\"05-tasks.html#run\"");
        html.Should().Contain("<span class=\"k\">var</span> n = <span class=\"s\">&quot;&lt;b&gt;&quot;</span>; <span class=\"c\">// note</span>").And.Contain("<span class=\"k\">await</span> <span class=\"t\">Task</span>.<span class=\"m\">Delay</span>(<span class=\"n\">1</span>)");
        html.Should().Contain("<pre class=\"stdout\">1 &lt; 2</pre>").And.Contain("<div class=\"picture\"><svg id='s'></svg></div>").And.Contain("<table id='t'>")
            .And.Contain("a &amp; b").And.Contain("data:image/png;base64,AAAABBBB").And.Contain("<em>m</em>").And.Contain("<pre class=\"error\">E: no</pre>");
        html.Should().NotContain("alert(1)").And.NotContain("<script");
        Regex.Matches(html, "(?:src|href)=\"(?!data:|#|05-tasks)").Should().BeEmpty();
    }

    [Test]
    public void The_page_forbids_scripts_and_the_network()
        => HtmlExport.ToHtml(TestNotebook.Of("1")).Should().MatchRegex("Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:;");

    [Test]
    public void Headings_are_listed_behind_the_introduction_and_can_be_jumped_to()
    {
        var html = HtmlExport.ToHtml(TestNotebook.OfCells(TestNotebook.Markdown("# Lesson\n\nof what\n\n## Run `it`\n\nnow"), TestNotebook.Markdown("## Two"), TestNotebook.Markdown("## Three")));
        html.Should().Contain("<nav aria-label=\"Contents\"><a href=\"#run-it\">Run it</a><a href=\"#two\">").And.Contain("<h2 id=\"run-it\">");
        html.Should().MatchRegex("(?s)of what.*<nav.*<h2 id=\"run-it\".*now");
    }

    [Test]
    public void Pictures_beside_the_notebook_become_part_of_the_page()
    {
        using var folder = new TempFolder();
        folder.Write("map.svg", "<svg/>");
        HtmlExport.ToHtml(TestNotebook.OfCells(TestNotebook.Markdown("![map](map.svg)")), folder.Path).Should().Contain("<img src=\"data:image/svg+xml;base64,PHN2Zy8+\" alt=\"map\"");
    }

    [TestCase("int F(string s) => s.Length; // é 😀")]
    [TestCase("var s = $\"a {1 + 2:N0} b\";\n\"\"\"\nraw <x>\n\"\"\"")]
    [TestCase("#!time\n#r \"x.dll\"\nif (")]
    [TestCase("record R(int A) { } \t\r\n class < > & ;")]
    public void Highlighting_changes_no_character(string code)
        => System.Net.WebUtility.HtmlDecode(Regex.Replace(CSharpHighlighter.ToHtml(code), "</?span[^>]*>", "")).Should().Be(code);

    private static JsonObject Data(string mime, string content) => new() { ["output_type"] = "display_data", ["metadata"] = new JsonObject(), ["data"] = new JsonObject { [mime] = content } };
}
