using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Workbook.Learning.Exercises;
using Workbook.Web.Access;
using Workbook.Web.Channels;
using Workbook.Web.Following;
using Workbook.Web.Pages;
using Workbook.Web.Seats;

namespace Workbook.Web.Workshops;

/// <summary>The addresses of a workshop: the door, the roster and all that it leads to, which are the instructor's, and the lesson that the instructor shows.</summary>
internal sealed class WorkshopRoutes(Workshop workshop, ExerciseCatalog catalog, TimeProvider time, CancellationToken stopping)
{
    private const string Instructor = "the instructor";

    private readonly RosterDesk _desk = new(workshop, catalog, time);
    private readonly FollowRoutes _follow = new(time, stopping);

    /// <param name="site">Where they are put.</param>
    /// <param name="addresses">Where learners join.</param>
    public void Map(IEndpointRouteBuilder site, Func<IReadOnlyList<Uri>> addresses)
    {
        new JoinPage(workshop).Map(site);
        site.MapGet("/presence/channel", http => PageSocket.ServeAsync(http, "/", socket => new PresenceChannel(socket, http.Seat(), workshop.Instructor).ServeAsync(stopping)));
        site.MapGet("/follow", http => FollowRoutes.EnterAsync(http, workshop.Instructor, Instructor, "/follow"));
        site.MapGet("/follow/{name}", http => FollowRoutes.ShowAsync(http, workshop.Instructor, Instructor));
        site.MapGet("/follow/{name}/channel", http => _follow.ConnectAsync(http, workshop.Instructor, "/follow"));

        site.MapGet("/roster", http => OwnerAsync(http, () => PageFrame.WriteAsync(http, RosterPage.Html(workshop.Code.Text, addresses(), workshop.Instructor.Shelf))));
        site.MapGet("/roster/channel", http => OwnerAsync(http, () => PageSocket.ServeAsync(http, "/roster", socket => new RosterChannel(socket, workshop, _desk, catalog, time).ServeAsync(stopping))));
        site.MapPost("/roster/{learner}/link", http => LearnerAsync(http, learner => RenewAsync(http, learner)));
        site.MapPost("/roster/{learner}/remove", http => LearnerAsync(http, async learner =>
        {
            await workshop.RemoveAsync(learner.Folder);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }));

        site.MapGet("/learners/{learner}", http => LearnerAsync(http, async learner => await PageFrame.WriteAsync(http, LearnerPage.Html(learner, _desk.Row(learner), await workshop.SeatOfAsync(learner), catalog))));
        site.MapGet("/learners/{learner}/lessons/{name}", http => LearnerAsync(http, async learner => await FollowRoutes.ShowAsync(http, await workshop.SeatOfAsync(learner), learner.Name)));
        site.MapGet("/learners/{learner}/lessons/{name}/channel", http => LearnerAsync(http, async learner => await _follow.ConnectAsync(http, await workshop.SeatOfAsync(learner), $"/learners/{learner.Folder}/lessons")));
        site.MapGet("/learners/{learner}/exercises/{name}", http => LearnerAsync(http, learner => ShowExerciseAsync(http, learner)));
    }

    private static async Task OwnerAsync(HttpContext http, Func<Task> action)
    {
        if (http.Visitor().IsOwner)
        {
            await action();
            return;
        }
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        await NoticePage.WriteAsync(http, "This page is the instructor's", "Go <a href=\"/\">to your own pages</a>.");
    }

    private Task LearnerAsync(HttpContext http, Func<Learner, Task> action) => OwnerAsync(http, async () =>
    {
        if (workshop.Roster.Learners.FirstOrDefault(each => each.Folder == http.Request.RouteValues["learner"] as string) is not { } learner)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await NoticePage.WriteAsync(http, "There is no such learner", "All who have joined stand in <a href=\"/roster\">the roster</a>.");
            return;
        }
        try
        {
            await action(learner);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CatalogException)
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await NoticePage.WriteAsync(http, "That could not be done", WebUtility.HtmlEncode(error.Message));
        }
    });

    private async Task RenewAsync(HttpContext http, Learner learner)
    {
        var key = workshop.Roster.Renew(learner.Folder);
        await http.Response.WriteAsJsonAsync(new { link = $"{http.Request.Headers.Origin}/?token={key}" }, http.RequestAborted);
    }

    private async Task ShowExerciseAsync(HttpContext http, Learner learner)
    {
        if (catalog.Exercises.FirstOrDefault(each => each.Name == http.Request.RouteValues["name"] as string) is not { } exercise)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await NoticePage.WriteAsync(http, "There is no such exercise", $"Go back <a href=\"/learners/{learner.Folder}\">to the learner</a>.");
            return;
        }
        var seat = await workshop.SeatOfAsync(learner);
        await PageFrame.WriteAsync(http, LearnerPage.Exercise(learner, exercise, (await seat.Exercises.OpenAsync(exercise, http.RequestAborted)).Text, seat.Folders));
    }
}
