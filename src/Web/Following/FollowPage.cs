using System.Net;
using System.Text;
using Workbook.Learning.Notebooks;
using Workbook.Web.Lessons;
using Workbook.Web.Pages;

namespace Workbook.Web.Following;

/// <summary>Somebody's lesson, to look on while it is worked on.</summary>
internal static class FollowPage
{
    private const string Script = "follow.js";

    /// <param name="whose">For people: <c>the instructor</c>.</param>
    /// <param name="shelf">Where the lesson stands.</param>
    /// <param name="lesson">Which.</param>
    /// <param name="notebook">As the person has it.</param>
    public static Page Html(string whose, LessonShelf shelf, LessonEntry lesson, NotebookFile notebook)
    {
        var html = new StringBuilder($"<div class=\"tools\" role=\"toolbar\" aria-label=\"Follow\"><label class=\"keep-up\"><input type=\"checkbox\" data-do=\"keepUp\" checked> Go along with {Text(whose)}</label>")
            .Append($"<a class=\"button\" href=\"/lessons/{lesson.Name}\">My own copy of this lesson</a><span id=\"following\" role=\"status\">connecting …</span></div>\n<p id=\"notice\" role=\"alert\" hidden></p>\n<article id=\"lesson\">\n");
        foreach (var cell in notebook.Cells) html.Append(cell.IsCode ? Cell(cell) : LessonPage.Text(shelf, cell));
        return new($"{lesson.Number} {lesson.Title}, as {whose} has it – ECS Workbook", html.Append("</article>\n").ToString(), Script);
    }

    /// <summary>Before there is a lesson to follow.</summary>
    public static Page Waiting(string whose) => new(
        "Following – ECS Workbook",
        $"<h1>Nothing to follow yet</h1>\n<p>Once {Text(whose)} opens a lesson, this page goes there by itself.</p>\n<p id=\"following\" role=\"status\">connecting …</p>\n<p id=\"notice\" role=\"alert\" hidden></p>\n<article id=\"lesson\"></article>\n",
        Script);

    private static string Cell(NotebookCell cell) =>
        $"""
        <section class="cell" data-cell="{Text(cell.Id)}" role="group" aria-label="Cell" tabindex="0">
        <div class="bar"><span class="state" role="status"></span></div>
        <div class="code"><pre class="source">{CSharpHighlighter.ToHtml(cell.Source)}</pre></div>
        <div class="outputs" hidden></div>
        </section>

        """;

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
