using System.Globalization;
using System.Net;
using System.Text;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;
using Workbook.Learning.Notebooks;
using Workbook.Web.Exercises;
using Workbook.Web.Seats;

namespace Workbook.Web.Pages;

/// <summary>An exercise: its task, the learner's file in an editor, hints step by step, and what the last check found.</summary>
internal static class ExercisePage
{
    public static Page Html(Exercise exercise, string docstring, ExerciseDraft draft, ExerciseCatalog catalog, SeatFolders folders)
    {
        var best = folders.Progress.Of(exercise);
        var html = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<p class=\"lead\"><a href=\"/lessons/{exercise.Lesson.Folder}\">{Text($"{exercise.Lesson.Number} {exercise.Lesson.Title}")}</a></p>\n")
            .Append(CultureInfo.InvariantCulture, $"<h1>{Text(exercise.Title)}</h1>\n<p class=\"lead\">{exercise.Name}: {exercise.Difficulty}, about {exercise.Minutes} minutes, {exercise.Points} points; ")
            .Append(CultureInfo.InvariantCulture, $"<span id=\"best\">{State(best)}</span></p>\n<div class=\"task\">{TaskHtml.Of(docstring)}</div>\n")
            .Append(Hints(exercise))
            .Append("<div class=\"tools\" role=\"toolbar\" aria-label=\"Exercise\"><button class=\"main\" data-do=\"check\">Check</button><button data-do=\"reset\">Reset</button>")
            .Append(CultureInfo.InvariantCulture, $"<a id=\"solution\" class=\"button\" href=\"/exercises/{exercise.Name}/solution\"{(best is { IsFull: true } ? "" : " hidden")}>The course's solution</a><span id=\"state\" role=\"status\"></span></div>\n")
            .Append("<p id=\"notice\" role=\"alert\" hidden></p>\n")
            .Append(CultureInfo.InvariantCulture, $"<section id=\"exercise\" class=\"cell\" role=\"group\" tabindex=\"0\" aria-label=\"Your code. Enter edits it.\" data-version=\"{draft.Version}\">\n<div class=\"code\"><pre class=\"source\">{CSharpHighlighter.ToHtml(draft.Text)}</pre>")
            .Append("<textarea hidden spellcheck=\"false\" autocapitalize=\"off\" autocomplete=\"off\" aria-label=\"Code\">\n").Append(Text(draft.Text)).Append("</textarea></div>\n</section>\n")
            .Append(folders.IsCheckout ? $"<p class=\"file\">This is <code>exercises/{exercise.File}</code>; other editors and <code>./workbook grade {exercise.Name}</code> work on the same file.</p>\n" : "")
            .Append("<section id=\"feedback\" aria-live=\"polite\" aria-label=\"What the check found\"></section>\n")
            .Append("<section id=\"clusters\" aria-label=\"The cluster as the check saw it\" hidden><h2>The cluster as the check saw it</h2><div class=\"outputs\"></div></section>\n")
            .Append(Neighbours(exercise, catalog));
        return new($"{exercise.Title} – ECS Workbook", html.ToString(), "exercise.js");
    }

    public static Page Solution(Exercise exercise, string solution) => new(
        $"{exercise.Title}: the course's solution – ECS Workbook",
        $"<h1>{Text(exercise.Title)}: the course's solution</h1>\n<p>One way of many. <a href=\"/exercises/{exercise.Name}\">Back to yours</a></p>\n<pre class=\"example\">{CSharpHighlighter.ToHtml(solution)}</pre>\n");

    /// <summary>The exercises of a lesson, with how far one is.</summary>
    public static string Links(IEnumerable<Exercise> exercises, LearnerProgress progress) =>
        $"<ul class=\"exercises\">\n{string.Concat(exercises.Select(exercise => $"<li><a href=\"/exercises/{exercise.Name}\">{Text(exercise.Title)}</a> <span class=\"progress\">{State(progress.Of(exercise))}</span></li>\n"))}</ul>\n";

    /// <summary>The end of a lesson: its exercises; empty where it has none.</summary>
    public static string Section(IReadOnlyList<Exercise> exercises, LearnerProgress progress) => exercises.Count == 0 ? "" :
        $"<section id=\"exercises\" aria-labelledby=\"exercises-title\"><h2 id=\"exercises-title\">Now you</h2>\n{Links(exercises, progress)}</section>\n";

    /// <summary>How far one is, in words.</summary>
    public static string State(LearnerProgress.Best? best) => best switch
    {
        null => "not begun",
        { IsFull: true } => "solved",
        _ => string.Create(CultureInfo.InvariantCulture, $"{best.Score} of {best.MaxScore} points so far"),
    };

    // Each in the one before it: who opens the third has read two.
    private static string Hints(Exercise exercise)
    {
        var html = "";
        for (var step = exercise.Hints.Count; step > 0; step--)
        {
            html = string.Create(CultureInfo.InvariantCulture, $"<details class=\"hint\"><summary>{(step == 1 ? "A hint" : "Not enough? Another one")} ({step} of {exercise.Hints.Count})</summary><p>{Text(exercise.Hints[step - 1])}</p>{html}</details>\n");
        }
        return html;
    }

    private static string Neighbours(Exercise exercise, ExerciseCatalog catalog)
    {
        var index = catalog.Exercises.ToList().IndexOf(exercise);
        var next = index + 1 < catalog.Exercises.Count ? catalog.Exercises[index + 1] : null;
        return $"<nav class=\"neighbours\" aria-label=\"Exercises\"><a href=\"/lessons/{exercise.Lesson.Folder}\">← The lesson</a><a href=\"/\">All lessons</a>{(next is null ? "<span></span>" : $"<a href=\"/exercises/{next.Name}\">{Text(next.Title)} →</a>")}</nav>\n";
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
