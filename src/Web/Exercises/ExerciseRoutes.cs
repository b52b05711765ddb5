using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;
using Workbook.Web.Access;
using Workbook.Web.Pages;
using Workbook.Web.Seats;

namespace Workbook.Web.Exercises;

/// <summary>The addresses of exercises: their page, saving, checking, resetting, and the course's solution once the learner's is right.</summary>
internal sealed class ExerciseRoutes(ExerciseCatalog catalog, ExerciseChecks checks)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private sealed record Written(string Text, string Version);

    private sealed record Saved(string? Version = null, string? Text = null, string? Trouble = null);

    private sealed record Checked(string Version, string Html, string Clusters, bool IsSolved);

    public void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/exercises/{name}", http => WithAsync(http, exercise => ShowAsync(http, exercise)));
        site.MapGet("/exercises/{name}/solution", http => WithAsync(http, exercise => ShowSolutionAsync(http, exercise)));
        site.MapPost("/exercises/{name}/save", http => WithAsync(http, exercise => SaveAsync(http, exercise)));
        site.MapPost("/exercises/{name}/check", http => WithAsync(http, exercise => CheckAsync(http, exercise)));
        site.MapPost("/exercises/{name}/reset", http => WithAsync(http, exercise => ResetAsync(http, exercise)));
    }

    private async Task WithAsync(HttpContext http, Func<Exercise, Task> action)
    {
        if (catalog.Exercises.FirstOrDefault(exercise => exercise.Name == http.Request.RouteValues["name"] as string) is not { } exercise)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await NoticePage.WriteAsync(http, "There is no such exercise", "All that there are stand in <a href=\"/\">the table of contents</a>.");
            return;
        }
        try
        {
            await action(exercise);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CatalogException or GradingException or JsonException)
        {
            http.Response.StatusCode = error is JsonException ? StatusCodes.Status400BadRequest : StatusCodes.Status500InternalServerError;
            if (HttpMethods.IsPost(http.Request.Method)) await AnswerAsync(http, new Saved(Trouble: error.Message));
            else await NoticePage.WriteAsync(http, "This exercise cannot be shown", WebUtility.HtmlEncode(error.Message));
        }
    }

    private async Task ShowAsync(HttpContext http, Exercise exercise)
    {
        var seat = http.Seat();
        var draft = await seat.Exercises.OpenAsync(exercise, http.RequestAborted);
        seat.Log.Opened($"/exercises/{exercise.Name}");
        await PageFrame.WriteAsync(http, ExercisePage.Html(exercise, await seat.Exercises.TaskAsync(exercise, http.RequestAborted), draft, catalog, seat.Folders));
    }

    private static async Task ShowSolutionAsync(HttpContext http, Exercise exercise)
    {
        var folders = http.Seat().Folders;
        if (!IsSolved(folders, exercise))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            await NoticePage.WriteAsync(http, "Not yet", $"The course's solution is shown once yours has full score. <a href=\"/exercises/{exercise.Name}\">Back to the exercise</a>");
            return;
        }
        await PageFrame.WriteAsync(http, ExercisePage.Solution(exercise, await File.ReadAllTextAsync(Path.Combine(folders.Solutions, exercise.File), http.RequestAborted)));
    }

    private static async Task SaveAsync(HttpContext http, Exercise exercise) => await AnswerAsync(http, await WriteAsync(http, exercise));

    private async Task CheckAsync(HttpContext http, Exercise exercise)
    {
        var saved = await WriteAsync(http, exercise);
        if (saved.Version is not { } version)
        {
            await AnswerAsync(http, saved);
            return;
        }
        var found = await checks.CheckAsync(exercise, http.Seat(), http.RequestAborted);
        await AnswerAsync(http, new Checked(version, FeedbackHtml.Of(found), string.Concat(found.Clusters.Select(cluster => $"<div class=\"picture\">{cluster.ToSvg()}</div>")), IsSolved(http.Seat().Folders, exercise)));
    }

    private static async Task ResetAsync(HttpContext http, Exercise exercise)
    {
        var draft = await http.Seat().Exercises.ResetAsync(exercise, http.RequestAborted);
        await AnswerAsync(http, new Saved(draft.Version, draft.Text));
    }

    private static async Task<Saved> WriteAsync(HttpContext http, Exercise exercise)
    {
        var written = await JsonSerializer.DeserializeAsync<Written>(http.Request.Body, Json, http.RequestAborted) ?? throw new JsonException("There is no text to save.");
        if (http.Seat().Exercises.Save(exercise, written.Text, written.Version) is { } version) return new(version);
        http.Response.StatusCode = StatusCodes.Status409Conflict;
        return new(Trouble: $"{exercise.File} was changed somewhere else, in another tab or editor. Copy what you need from here, and load this page again.");
    }

    private static bool IsSolved(SeatFolders folders, Exercise exercise) => folders.Progress.Of(exercise) is { IsFull: true };

    private static Task AnswerAsync<T>(HttpContext http, T answer) => http.Response.WriteAsJsonAsync(answer, Json, http.RequestAborted);
}
