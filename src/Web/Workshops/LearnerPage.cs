using System.Globalization;
using System.Net;
using System.Text;
using Workbook.Learning.Exercises;
using Workbook.Learning.Notebooks;
using Workbook.Web.Pages;
using Workbook.Web.Seats;

namespace Workbook.Web.Workshops;

/// <summary>One learner, as the instructor sees him or her: what was reached, what does not work out, and the way to each lesson and exercise.</summary>
internal static class LearnerPage
{
    public static Page Html(Learner learner, RosterRow row, Seat seat, ExerciseCatalog catalog)
    {
        var (name, folder) = (Text(learner.Name), learner.Folder);
        var progress = seat.Folders.Progress;
        var html = new StringBuilder($"<h1>{name}</h1>\n<p class=\"lead\"><a href=\"/roster\">The class</a></p>\n")
            .Append(row.Stuck is { } stuck ? $"<p class=\"stuck\">{Text(stuck.Why)}</p>\n" : "")
            .Append(Troubles(row.Activity))
            .Append("<h2>Lessons</h2>\n<ol class=\"lessons\">\n");
        foreach (var (lesson, reached) in seat.Shelf.Lessons.Zip(row.Lessons))
        {
            html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"/learners/{folder}/lessons/{lesson.Name}\"><span class=\"number\">{lesson.Number}</span> {Text(lesson.Title)}</a><span class=\"progress\">{reached.Run} of {reached.All} cells run</span>")
                .Append(CultureInfo.InvariantCulture, $"<progress max=\"{Math.Max(1, reached.All)}\" value=\"{reached.Run}\" aria-label=\"{Text(lesson.Title)}\"></progress></li>\n");
        }
        html.Append("</ol>\n<h2>Exercises</h2>\n<ul class=\"exercises\">\n");
        foreach (var exercise in catalog.Exercises) html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"/learners/{folder}/exercises/{exercise.Name}\">{Text(exercise.Title)}</a> <span class=\"progress\">{ExercisePage.State(progress.Of(exercise))}</span></li>\n");
        return new($"{learner.Name} – ECS Workbook", html.Append("</ul>\n").ToString());
    }

    /// <summary>An exercise as the learner has it.</summary>
    public static Page Exercise(Learner learner, Exercise exercise, string text, SeatFolders folders) => new(
        $"{exercise.Title}, as {learner.Name} has it – ECS Workbook",
        $"<h1>{Text(exercise.Title)}</h1>\n<p class=\"lead\">As <a href=\"/learners/{learner.Folder}\">{Text(learner.Name)}</a> has it: {ExercisePage.State(folders.Progress.Of(exercise))}</p>\n<pre class=\"example\">{CSharpHighlighter.ToHtml(text)}</pre>\n");

    private static string Troubles(SeatActivity activity) => activity.Troubles.Count == 0 ? "" :
        $"<h2>What does not work out</h2>\n<ul>\n{string.Concat(activity.Troubles.Values.OrderByDescending(each => each.Times).Select(each => string.Create(CultureInfo.InvariantCulture, $"<li>{Text(each.Place)}, {each.Times} in a row:<pre class=\"example\">{Text(each.What)}</pre></li>\n")))}</ul>\n";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
