using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Workbook.Web.Access;
using Workbook.Web.Pages;

namespace Workbook.Web.Workshops;

/// <summary>The door of a workshop: who knows the code and gives a name gets a seat.</summary>
internal sealed class JoinPage(Workshop workshop)
{
    public void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/join", ShowAsync);
        site.MapPost("/join", JoinAsync);
    }

    private static Task ShowAsync(HttpContext http)
    {
        if (http.TryVisitor() is not null)
        {
            http.Response.Redirect("/");
            return Task.CompletedTask;
        }
        return WriteAsync(http, http.Request.Query["code"], "", null);
    }

    private async Task JoinAsync(HttpContext http)
    {
        var form = await FormAsync(http);
        var (code, name) = (form["code"].ToString(), form["name"].ToString());
        var who = http.Connection.RemoteIpAddress!;
        if (!workshop.Attempts.MayTry(who))
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            await WriteAsync(http, code, name, "Too many codes were wrong. Wait a minute, and look at the instructor's screen again.");
        }
        else if (!workshop.Code.Is(code))
        {
            workshop.Attempts.NoteWrong(who);
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            await WriteAsync(http, "", name, "That is not the code of this workshop. The instructor's screen shows it; each start of the workbook makes a new one.");
        }
        else if (workshop.Join(name) is var (key, refusal) && key is null)
        {
            http.Response.StatusCode = StatusCodes.Status409Conflict;
            await WriteAsync(http, code, name, refusal);
        }
        else
        {
            SiteGuard.Welcome(http, key, "/");
        }
    }

    // What is no form has neither code nor name.
    private static async Task<IFormCollection> FormAsync(HttpContext http)
    {
        try
        {
            return http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        }
        catch (InvalidDataException)
        {
            return FormCollection.Empty;
        }
    }

    private static Task WriteAsync(HttpContext http, string? code, string name, string? problem) => PlainPage.WriteAsync(http, "Join the workshop",
        $"""
        {(problem is null ? "" : $"<p role=\"alert\">{WebUtility.HtmlEncode(problem)}</p>")}
        <p>Lessons and exercises about Amazon ECS, with an AWS of your own to try things on. Nothing here can cost anything or break anything.</p>
        <form method="post" action="/join">
        <label>The code on the instructor's screen<input name="code" value="{WebUtility.HtmlEncode(code)}" required autocomplete="off" autocapitalize="characters" spellcheck="false"></label>
        <label>Your name, as the instructor will see it<input name="name" value="{WebUtility.HtmlEncode(name)}" required maxlength="40" autocomplete="name"></label>
        <button>Join</button>
        </form>
        """);
}
