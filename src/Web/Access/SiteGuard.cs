using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Workbook.Web.Pages;

namespace Workbook.Web.Access;

/// <summary>
/// Lets in who has a key, in a browser that shows this very site: pages of every other origin are refused, and so is every name that is not the site's own.
/// </summary>
/// <param name="hosts">The site's names.</param>
/// <param name="admission">Whose a key is.</param>
internal sealed class SiteGuard(SiteHosts hosts, IAdmission admission)
{
    private const string Query = "token";

    // A learner whose browser was closed is still known the next day; the owner's key changes with each start anyway.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        var port = http.Connection.LocalPort;
        if (!hosts.Has(request.Host, port))
        {
            await RefuseAsync(http, "This address is not the workbook's", $"Open http://127.0.0.1:{port}/ with the key that <code>./workbook open</code> printed.");
            return;
        }
        Protect(http.Response.Headers, hosts.OriginOf(request.Host));
        if (!IsOwnOrigin(request)) await RefuseAsync(http, "Another site asked for this", "The workbook answers to its own pages only. Open the address that <code>./workbook open</code> printed.");
        else if (HttpMethods.IsGet(request.Method) && request.Query[Query].ToString() is { Length: > 0 } key && admission.Knows(key)) Welcome(http, key, WithoutKey(request));
        else await AdmitAsync(http, next, request.Cookies[Cookie(port)]);
    }

    /// <summary>Who asks has this key from now on, and is sent to an address of the site that does not tell it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="key">The person's.</param>
    /// <param name="to">The address.</param>
    public static void Welcome(HttpContext http, string key, string to)
    {
        http.Response.Cookies.Append(Cookie(http.Connection.LocalPort), key, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true, MaxAge = Remembered });
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = to;
    }

    private static string WithoutKey(HttpRequest request) => $"{request.Path.ToUriComponent()}{QueryString.Create(request.Query.Where(each => each.Key != Query))}";

    private async Task AdmitAsync(HttpContext http, RequestDelegate next, string? key)
    {
        Visitor? visitor;
        try
        {
            visitor = await admission.AdmitAsync(key);
        }
        catch (IOException error)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await NoticePage.WriteAsync(http, "Your engine could not be started", $"{WebUtility.HtmlEncode(error.Message)} Tell the instructor, and load this page again.");
            return;
        }
        if (visitor is not null) http.Features.Set(visitor);
        if (visitor is not null || http.Request.Path == admission.Door) await next(http);
        else if (admission.Door is { } door && HttpMethods.IsGet(http.Request.Method) && !http.WebSockets.IsWebSocketRequest) http.Response.Redirect(door);
        else await RefuseAsync(http, "The key is missing", "Open the whole address that <code>./workbook open</code> printed: it ends with a key. Each start makes a new one.");
    }

    // Cookies are shared by all ports of a machine.
    private static string Cookie(int port) => string.Create(CultureInfo.InvariantCulture, $"workbook-{port}");

    // Browsers name the origin of every WebSocket and of all that changes something.
    private bool IsOwnOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        var needed = request.HttpContext.WebSockets.IsWebSocketRequest || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));
        return StringValues.IsNullOrEmpty(origin) ? !needed : origin.ToString() == hosts.OriginOf(request.Host);
    }

    private static Task RefuseAsync(HttpContext http, string what, string remedy)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return NoticePage.WriteAsync(http, what, remedy);
    }

    private static void Protect(IHeaderDictionary headers, string origin)
    {
        // Styles may stand in the page: pictures are drawn with them, and the editor measures with them. Scripts may not.
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws{origin["http".Length..]}; " +
            "worker-src 'self'; frame-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        // Not less, or browsers would leave the origin out of the site's own forms.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
