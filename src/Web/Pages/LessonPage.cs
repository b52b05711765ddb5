using System.Net;
using System.Text;
using Workbook.Learning.Notebooks;
using Workbook.Web.Cluster;
using Workbook.Web.Lessons;

namespace Workbook.Web.Pages;

/// <summary>A lesson: text, and cells that a script of the page brings to life.</summary>
internal static class LessonPage
{
    private const string Outdated =
        "<p class=\"outdated\" role=\"note\">The course has a newer version of this lesson; this is your copy of the one before it. <b>More</b>, <b>Give the original back</b> takes the new one, and keeps yours beside it.</p>\n";

    /// <param name="shelf">Where it stands.</param>
    /// <param name="lesson">Which.</param>
    /// <param name="notebook">As the learner has it.</param>
    /// <param name="exercises">HTML that ends it.</param>
    public static Page Html(LessonShelf shelf, LessonEntry lesson, NotebookFile notebook, string exercises)
    {
        var html = new StringBuilder("<div class=\"tools\" role=\"toolbar\" aria-label=\"Lesson\">\n")
            .Append("<button class=\"main\" data-do=\"runAll\">Run all</button><button data-do=\"interrupt\" disabled>Interrupt</button><button data-do=\"restart\">Restart</button>\n")
            .Append("<details class=\"more\"><summary>More</summary><div>")
            .Append("<button data-do=\"clean\">Start over: empty cluster, no outputs</button><button data-do=\"restore\">Give the original back</button>")
            .Append("<p>In a cell: <kbd>Shift</kbd>+<kbd>Enter</kbd> runs it and goes on, <kbd>Ctrl</kbd>+<kbd>Enter</kbd> runs it and stays, <kbd>Ctrl</kbd>+<kbd>Space</kbd> completes, <kbd>Esc</kbd> leaves it. On a cell: <kbd>Enter</kbd> goes into it, <kbd>↑</kbd> and <kbd>↓</kbd> go to others.</p></div></details>\n")
            .Append("<button data-cluster-toggle aria-expanded=\"false\" aria-controls=\"cluster\">Show the cluster</button>")
            .Append("<span id=\"kernel\" role=\"status\">connecting …</span></div>\n<p id=\"notice\" role=\"alert\" hidden></p>\n")
            .Append(shelf.IsOutdated(lesson) ? Outdated : "").Append("<article id=\"lesson\">\n")
            .Append(Contents(notebook));
        foreach (var cell in notebook.Cells) html.Append(cell.IsCode ? Cell(cell) : Text(shelf, cell));
        return new($"{lesson.Number} {lesson.Title} – ECS Workbook", html.Append("</article>\n").Append(exercises).Append(Neighbours(shelf, lesson)).Append(ClusterPage.Beside).ToString(), "lesson.js", "cluster-beside.js");
    }

    /// <summary>A cell of code. Until the page's script has made an editor of it, it is there to be read.</summary>
    public static string Cell(NotebookCell cell) =>
        $"""
        <section class="cell" id="cell-{WebUtility.HtmlEncode(cell.Id)}" data-cell="{WebUtility.HtmlEncode(cell.Id)}" role="group" aria-label="Cell" tabindex="0">
        <div class="bar"><button class="run" data-do="run">Run</button><span class="state" role="status"></span><span class="space"></span>
        <button data-do="runAbove">Run all above</button><button data-do="add">Add a cell</button><button data-do="delete">Delete</button></div>
        <div class="code"><pre class="source">{CSharpHighlighter.ToHtml(cell.Source)}</pre><textarea hidden spellcheck="false" autocapitalize="off" autocomplete="off" aria-label="Code">
        {WebUtility.HtmlEncode(cell.Source)}</textarea></div>
        <div class="outputs" hidden></div>
        </section>

        """;

    /// <summary>A cell that is to be read.</summary>
    public static string Text(LessonShelf shelf, NotebookCell cell) => cell.Type == "markdown"
        ? HtmlMarkdown.ToHtml(cell.Source, shelf.Folder, ending: null)
        : $"<pre class=\"example\">{WebUtility.HtmlEncode(cell.Source)}</pre>\n";

    private static string Contents(NotebookFile notebook)
    {
        var headings = notebook.Cells.Where(cell => cell.Type == "markdown").SelectMany(cell => HtmlMarkdown.Headings(cell.Source));
        return $"<details class=\"contents\"><summary>In this lesson</summary><nav aria-label=\"In this lesson\">{string.Concat(headings.Select(heading => $"<a href=\"#{heading.Id}\">{WebUtility.HtmlEncode(heading.Title)}</a>"))}</nav></details>\n";
    }

    private static string Neighbours(LessonShelf shelf, LessonEntry lesson)
    {
        var all = shelf.Lessons.ToList();
        var index = all.IndexOf(lesson);
        return $"<nav class=\"neighbours\" aria-label=\"Lessons\">{Link(index - 1, "←")}<a href=\"/\">All lessons</a>{Link(index + 1, "→")}</nav>\n";

        string Link(int to, string arrow) => to < 0 || to >= all.Count ? "<span></span>"
            : $"<a href=\"/lessons/{all[to].Name}\">{(to < index ? arrow + " " : "")}{WebUtility.HtmlEncode(all[to].Title)}{(to > index ? " " + arrow : "")}</a>";
    }
}
