using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using System.Net;
using Workbook.Learning.Exercises;
using Workbook.Learning.Notebooks;
using Workbook.Web.Access;
using Workbook.Web.Channels;
using Workbook.Web.Pages;

namespace Workbook.Web.Lessons;

/// <summary>The addresses of lessons: their page, its channel, and the way back to the original where the page cannot be shown.</summary>
internal sealed class LessonRoutes(ExerciseCatalog catalog, TimeProvider time, CancellationToken stopping)
{
    public void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/lessons/{name}", http => WithAsync(http, lesson => ShowAsync(http, lesson)));
        site.MapGet("/lessons/{name}/channel", http => WithAsync(http, lesson => ConnectAsync(http, lesson)));
        site.MapPost("/lessons/{name}/restore", http => WithAsync(http, lesson => RestoreAsync(http, lesson)));
    }

    private static Task WithAsync(HttpContext http, Func<LessonEntry, Task> action)
    {
        if (http.Seat().Shelf.Find(http.Request.RouteValues["name"] as string) is { } lesson) return action(lesson);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return NoticePage.WriteAsync(http, "There is no such lesson", "All that there are stand in <a href=\"/\">the table of contents</a>.");
    }

    private async Task ShowAsync(HttpContext http, LessonEntry lesson)
    {
        var seat = http.Seat();
        Page page;
        try
        {
            var exercises = ExercisePage.Section([.. catalog.Exercises.Where(exercise => exercise.Lesson.Folder == lesson.Name)], seat.Folders.Progress);
            page = seat.Rooms.Open(lesson).Cells.Read(notebook => LessonPage.Html(seat.Shelf, lesson, notebook, exercises));
        }
        catch (NotebookFormatException error)
        {
            http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await NoticePage.WriteAsync(http, "This lesson cannot be read", $"{WebUtility.HtmlEncode(error.Message)}</p><p>Mend that file, or take the original; yours is kept beside it, with <code>.old</code> behind its name.</p>" +
                $"<form method=\"post\" action=\"/lessons/{lesson.Name}/restore\"><button>Take the original</button></form><p><a href=\"/\">Table of contents</a>");
            return;
        }
        seat.Log.Opened(lesson);
        await PageFrame.WriteAsync(http, page);
    }

    private async Task ConnectAsync(HttpContext http, LessonEntry lesson)
    {
        var rooms = http.Seat().Rooms;
        LessonRoom room;
        try
        {
            room = rooms.Open(lesson);
        }
        catch (NotebookFormatException)
        {
            // The page says why when it is loaded.
            http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return;
        }
        await PageSocket.ServeAsync(http, $"/lessons/{lesson.Name}", socket => new LessonChannel(socket, room, time).ServeAsync(stopping));
        await rooms.TidyAsync();
    }

    private static async Task RestoreAsync(HttpContext http, LessonEntry lesson)
    {
        try
        {
            http.Seat().Shelf.Restore(lesson);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await NoticePage.WriteAsync(http, "The original could not be given back", WebUtility.HtmlEncode(error.Message));
            return;
        }
        http.Response.Redirect($"/lessons/{lesson.Name}");
    }
}
