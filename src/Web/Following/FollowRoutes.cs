using Microsoft.AspNetCore.Http;
using Workbook.Learning.Notebooks;
using Workbook.Web.Channels;
using Workbook.Web.Lessons;
using Workbook.Web.Pages;
using Workbook.Web.Seats;

namespace Workbook.Web.Following;

/// <summary>Answers for the addresses where one person looks on at another's lessons.</summary>
/// <param name="time">The machine's clock.</param>
/// <param name="stopping">When the site ends.</param>
internal sealed class FollowRoutes(TimeProvider time, CancellationToken stopping)
{
    /// <summary>Goes where the person is.</summary>
    /// <param name="http">The request.</param>
    /// <param name="seat">Whose lessons.</param>
    /// <param name="whose">For people: <c>the instructor</c>.</param>
    /// <param name="folder">The address of these lessons, such as <c>/follow</c>.</param>
    public static Task EnterAsync(HttpContext http, Seat seat, string whose, string folder)
    {
        if (seat.Log.Activity.Lesson is not { } lesson) return PageFrame.WriteAsync(http, FollowPage.Waiting(whose));
        http.Response.Redirect($"{folder}/{lesson}");
        return Task.CompletedTask;
    }

    /// <summary>Shows the lesson that the route value <c>name</c> names.</summary>
    public static async Task ShowAsync(HttpContext http, Seat seat, string whose)
    {
        if (Find(http, seat) is not { } lesson)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await NoticePage.WriteAsync(http, "There is no such lesson", "All that there are stand in <a href=\"/\">the table of contents</a>.");
            return;
        }
        try
        {
            await PageFrame.WriteAsync(http, seat.Rooms.Open(lesson).Cells.Read(notebook => FollowPage.Html(whose, seat.Shelf, lesson, notebook)));
        }
        catch (NotebookFormatException error)
        {
            http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await NoticePage.WriteAsync(http, "This lesson cannot be read", System.Net.WebUtility.HtmlEncode(error.Message));
        }
    }

    /// <summary>The connection of such a page.</summary>
    public Task ConnectAsync(HttpContext http, Seat seat, string folder) => PageSocket.ServeAsync(http, folder, socket =>
        new FollowChannel(socket, seat, Find(http, seat) is { } lesson ? seat.Rooms.Open(lesson) : null, folder, time).ServeAsync(stopping));

    private static LessonEntry? Find(HttpContext http, Seat seat) => seat.Shelf.Find(http.Request.RouteValues["name"] as string);
}
