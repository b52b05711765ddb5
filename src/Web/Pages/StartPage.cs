using System.Globalization;
using System.Net;
using System.Text;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;
using Workbook.Web.Access;
using Workbook.Web.Lessons;

namespace Workbook.Web.Pages;

/// <summary>The table of contents: each lesson, and how far one is.</summary>
internal static class StartPage
{
    public static Page Of(Visitor visitor, ExerciseCatalog catalog)
    {
        var shelf = visitor.Seat.Shelf;
        var progress = visitor.Seat.Folders.Progress;
        var solved = catalog.Exercises.Count(exercise => progress.Of(exercise) is { IsFull: true });
        var html = new StringBuilder("<h1>Learn Amazon ECS by running it</h1>\n")
            .Append("<p class=\"lead\">Read a lesson, run its cells, change them and see what ECS does. Nothing here can cost anything or break anything: the whole of AWS is simulated on this machine.</p>\n")
            .Append("<p><a href=\"/cluster\">The live cluster</a> shows what comes of it while it happens: tasks, services, machines, traffic. Each lesson can have it beside its text.</p>\n")
            .Append("<h2 id=\"lessons\">Lessons</h2>\n<ol class=\"lessons\" aria-labelledby=\"lessons\">\n");
        foreach (var lesson in shelf.Lessons) html.Append(Row(lesson, shelf.ProgressOf(lesson), [.. catalog.Exercises.Where(exercise => exercise.Lesson.Folder == lesson.Name)], progress));
        return new("ECS Workbook", html.Append("</ol>\n")
            .Append(CultureInfo.InvariantCulture, $"<p>{solved} of {catalog.Exercises.Count} exercises are solved.</p>\n")
            .Append(visitor.IsOwner ? OwnTools(visitor.Seat.Aws.Endpoint) : "").ToString());
    }

    // A learner of a workshop has neither a terminal there nor a way to the endpoint.
    private static string OwnTools(Uri endpoint) =>
        "<h2>From your own tools</h2>\n<p><code>./workbook grade</code> works on the same exercises and notes the same progress. The AWS endpoint of these lessons is open to the AWS CLI and to your programs as well:</p>\n" +
        $"<pre class=\"example\">aws ecs list-clusters --endpoint-url {WebUtility.HtmlEncode(endpoint.ToString().TrimEnd('/'))}</pre>\n";

    private static string Row(LessonEntry lesson, LessonProgress cells, IReadOnlyList<Exercise> exercises, LearnerProgress progress)
    {
        var solved = exercises.Count(exercise => progress.Of(exercise) is { IsFull: true });
        var state = cells.Problem is not null ? "cannot be read"
            : cells.Run == 0 ? "not begun"
            : cells.Run < cells.All ? string.Create(CultureInfo.InvariantCulture, $"{cells.Run} of {cells.All} cells run")
            : "all cells run";
        var graded = exercises.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {solved} of {exercises.Count} exercises solved");
        return string.Create(CultureInfo.InvariantCulture, $"<li><a href=\"/lessons/{lesson.Name}\"><span class=\"number\">{lesson.Number}</span> {WebUtility.HtmlEncode(lesson.Title)}</a>")
            + string.Create(CultureInfo.InvariantCulture, $"<span class=\"progress\">{state}{graded}</span>")
            + string.Create(CultureInfo.InvariantCulture, $"<progress max=\"{Math.Max(1, cells.All + exercises.Count)}\" value=\"{cells.Run + solved}\" aria-label=\"{WebUtility.HtmlEncode(lesson.Title)}\"></progress>")
            + (exercises.Count == 0 ? "" : $"<details><summary>Exercises</summary>{ExercisePage.Links(exercises, progress)}</details>") + "</li>\n";
    }
}
