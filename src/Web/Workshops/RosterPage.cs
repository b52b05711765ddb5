using System.Globalization;
using System.Net;
using System.Text;
using Workbook.Learning.Exercises;
using Workbook.Web.Lessons;
using Workbook.Web.Pages;

namespace Workbook.Web.Workshops;

/// <summary>Who is there, how far everybody is, and who is stuck.</summary>
internal static class RosterPage
{
    /// <param name="code">With which learners join.</param>
    /// <param name="addresses">Where they do.</param>
    /// <param name="shelf">The lessons.</param>
    public static Page Html(string code, IReadOnlyList<Uri> addresses, LessonShelf shelf)
    {
        var html = new StringBuilder("<link rel=\"stylesheet\" href=\"/assets/roster.css\">\n<h1>The class</h1>\n<section class=\"joining\" aria-label=\"How to join\"><p>Learners join at</p>\n<ul>")
            .AppendJoin("", addresses.Select(address => $"<li><code>{WebUtility.HtmlEncode(address.ToString())}</code></li>"))
            .Append(CultureInfo.InvariantCulture, $"</ul>\n<p>with the code <strong class=\"code-word\">{code}</strong></p></section>\n<p id=\"summary\" role=\"status\">connecting …</p>\n<p id=\"notice\" role=\"alert\" hidden></p>\n")
            .Append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Roster\"><table class=\"roster\">\n<thead><tr><th scope=\"col\">Learner</th><th scope=\"col\">Now</th>")
            .AppendJoin("", shelf.Lessons.Select(lesson => $"<th scope=\"col\" title=\"{WebUtility.HtmlEncode(lesson.Title)}\"><abbr title=\"{WebUtility.HtmlEncode(lesson.Title)}\">{lesson.Number}</abbr></th>"))
            .Append("<th scope=\"col\">Exercises</th><th scope=\"col\">Do</th></tr></thead>\n<tbody></tbody></table></div>\n<p id=\"nobody\">Nobody has joined yet. Show the class this page, or read the address and the code out.</p>\n<p id=\"link\" role=\"status\" hidden></p>\n");
        return new("The class – ECS Workbook", html.ToString(), "roster.js");
    }

    public static string Row(RosterRow row, LessonShelf shelf, ExerciseCatalog catalog, DateTimeOffset now)
    {
        var folder = row.Learner.Folder;
        var name = Text(row.Learner.Name);
        var state = row.Stuck is not null ? "stuck" : row.Activity.Pages > 0 ? "here" : "away";
        var html = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"<tr data-learner=\"{folder}\" data-state=\"{state}\"><th scope=\"row\"><a href=\"/learners/{folder}\">{name}</a></th><td>{Now(row, shelf, catalog, now)}</td>"));
        foreach (var (lesson, progress) in shelf.Lessons.Zip(row.Lessons)) html.Append(Meter(folder, lesson, progress));
        return html.Append(CultureInfo.InvariantCulture, $"<td class=\"number\">{row.Solved} of {catalog.Exercises.Count}</td>")
            .Append(CultureInfo.InvariantCulture, $"<td class=\"doings\"><button data-do=\"link\" aria-label=\"A new personal link for {name}\">Link</button><button data-do=\"remove\" aria-label=\"Remove {name}\">Remove</button></td></tr>").ToString();
    }

    public static string Summary(IReadOnlyCollection<RosterRow> rows) => string.Create(CultureInfo.InvariantCulture,
        $"{rows.Count} joined, {rows.Count(row => row.Activity.Pages > 0)} here, {rows.Count(row => row.Stuck is not null)} stuck");

    private static string Now(RosterRow row, LessonShelf shelf, ExerciseCatalog catalog, DateTimeOffset now)
    {
        var place = row.Activity.Page is { } page ? Place(row, page, Title(page, shelf, catalog)) : "";
        if (row.Stuck is { } stuck) return $"<strong class=\"stuck\" title=\"{Text(stuck.Why)}\">{Text(Ago(stuck.Why, now - stuck.Since))}</strong> {place}";
        return row.Activity.Pages > 0 ? place : row.Activity.Seen is { } seen ? Ago("away", now - seen) : "not here yet";
    }

    private static string Place(RosterRow row, string page, string title)
    {
        var trouble = row.Stuck?.Place;
        var isHere = trouble?.Contains(title, StringComparison.Ordinal) == true;
        return (trouble is null || isHere ? "" : $"{Text(trouble)}, now at ") + $"<a href=\"/learners/{row.Learner.Folder}{page}\">{Text(isHere ? trouble! : title)}</a>";
    }

    private static string Title(string page, LessonShelf shelf, ExerciseCatalog catalog) => page.Split('/') switch
    {
        [_, "lessons", var name] => shelf.Find(name) is { } lesson ? $"lesson {lesson.Number}" : page,
        [_, "exercises", var name] => catalog.Exercises.FirstOrDefault(exercise => exercise.Name == name)?.Title ?? page,
        _ => page,
    };

    private static string Ago(string what, TimeSpan ago) => ago < TimeSpan.FromMinutes(1) ? what : string.Create(CultureInfo.InvariantCulture, $"{what} ({ago.TotalMinutes:0} min)");

    private static string Meter(string folder, LessonEntry lesson, LessonProgress progress)
    {
        var said = progress.Problem is not null ? "cannot be read" : string.Create(CultureInfo.InvariantCulture, $"{progress.Run} of {progress.All} cells run");
        return string.Create(CultureInfo.InvariantCulture, $"<td><a href=\"/learners/{folder}/lessons/{lesson.Name}\" title=\"{said}\" aria-label=\"Lesson {lesson.Number}: {said}\"><progress max=\"{Math.Max(1, progress.All)}\" value=\"{progress.Run}\" aria-label=\"{said}\"></progress></a></td>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
