using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using System.Net;
using Workbook.Learning.Notebooks;
using Workbook.Web.Pages;

namespace Workbook.Web.Lessons;

/// <summary>The addresses of lessons: their page, its channel, and the way back to the original where the page cannot be shown.</summary>
internal sealed class LessonRoutes(LessonShelf shelf, LessonRooms rooms, Func<LessonEntry, string> exercises, TimeProvider time, CancellationToken stopping)
{
    public void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/lessons/{name}", http => WithAsync(http, lesson => ShowAsync(http, lesson)));
        site.MapGet("/lessons/{name}/channel", http => WithAsync(http, lesson => ConnectAsync(http, lesson)));
        site.MapPost("/lessons/{name}/restore", http => WithAsync(http, lesson => RestoreAsync(http, lesson)));
    }

    private Task WithAsync(HttpContext http, Func<LessonEntry, Task> action)
    {
        if (shelf.Find(http.Request.RouteValues["name"] as string) is { } lesson) return action(lesson);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return NoticePage.WriteAsync(http, "There is no such lesson", "All that there are stand in <a href=\"/\">the table of contents</a>.");
    }

    private async Task ShowAsync(HttpContext http, LessonEntry lesson)
    {
        string html;
        try
        {
            var room = rooms.Open(lesson);
            html = room.Cells.Read(notebook => LessonPage.Html(shelf, lesson, notebook, exercises(lesson)));
        }
        catch (NotebookFormatException error)
        {
            http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await NoticePage.WriteAsync(http, "This lesson cannot be read", $"{WebUtility.HtmlEncode(error.Message)}</p><p>Mend that file, or take the original; yours is kept beside it, with <code>.old</code> behind its name.</p>" +
                $"<form method=\"post\" action=\"/lessons/{lesson.Name}/restore\"><button>Take the original</button></form><p><a href=\"/\">Table of contents</a>");
            return;
        }
        await PageFrame.WriteAsync(http, html);
    }

    private async Task ConnectAsync(HttpContext http, LessonEntry lesson)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await NoticePage.WriteAsync(http, "This address is for the page's own connection", $"Open <a href=\"/lessons/{lesson.Name}\">the lesson</a>.");
            return;
        }
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
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        await new LessonChannel(socket, room, time).ServeAsync(stopping);
        await rooms.TidyAsync();
    }

    private async Task RestoreAsync(HttpContext http, LessonEntry lesson)
    {
        try
        {
            shelf.Restore(lesson);
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
