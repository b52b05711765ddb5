using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Workbook.Web.Pages;

namespace Workbook.Web.Access;

/// <summary>
/// Lets in who has the token, in a browser that shows this very site. Every name but loopback's is refused, or a foreign page whose name
/// suddenly means 127.0.0.1 (DNS rebinding) could read the answers; so is every page of another origin.
/// </summary>
internal sealed class SiteGuard(SiteToken token)
{
    private const string Query = "token";

    public Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        var port = http.Connection.LocalPort;
        if (!IsOwnHost(request.Host, port)) return RefuseAsync(http, "This address is not the workbook's", $"Open http://127.0.0.1:{port}/ with the key that <code>./workbook open</code> printed.");
        Protect(http.Response.Headers, request.Host.Value!);
        if (!IsOwnOrigin(request)) return RefuseAsync(http, "Another site asked for this", "The workbook answers to its own pages only. Open the address that <code>./workbook open</code> printed.");
        if (token.Is(request.Query[Query]) && HttpMethods.IsGet(request.Method)) return WelcomeAsync(http, port);
        return token.Is(request.Cookies[Cookie(port)])
            ? next(http)
            : RefuseAsync(http, "The key is missing", "Open the whole address that <code>./workbook open</code> printed: it ends with a key. Each start makes a new one.");
    }

    // Cookies are shared by all ports of a machine.
    private static string Cookie(int port) => string.Create(CultureInfo.InvariantCulture, $"workbook-{port}");

    private static bool IsOwnHost(HostString host, int port) =>
        host.Port == port && (host.Host is "127.0.0.1" or "[::1]" || host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase));

    // Browsers name the origin of every WebSocket and of all that changes something.
    private static bool IsOwnOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        var needed = request.HttpContext.WebSockets.IsWebSocketRequest || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));
        return StringValues.IsNullOrEmpty(origin) ? !needed : origin.ToString() == $"http://{request.Host.Value}";
    }

    // Without the token, so that it stays neither in the history nor in what a reader copies.
    private Task WelcomeAsync(HttpContext http, int port)
    {
        http.Response.Cookies.Append(Cookie(port), token.Text, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });
        var rest = QueryString.Create(http.Request.Query.Where(each => each.Key != Query));
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = $"{http.Request.Path.ToUriComponent()}{rest}";
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext http, string what, string remedy)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return NoticePage.WriteAsync(http, what, remedy);
    }

    private static void Protect(IHeaderDictionary headers, string host)
    {
        // Styles may stand in the page: pictures are drawn with them, and the editor measures with them. Scripts may not.
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws://{host}; " +
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
