using Microsoft.AspNetCore.Http;

namespace Workbook.Server.Wire;

/// <summary>Tells web pages of other sites from everything else that calls.</summary>
internal static class PageOrigin
{
    /// <summary>
    /// True unless a browser sends it for a page of another site. A browser names the page's origin; a page of another site
    /// that reaches this machine (DNS rebinding) names a foreign host.
    /// </summary>
    public static bool IsOfThisMachine(HttpRequest request) =>
        request.Headers.Origin.Count == 0
        || (Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin) && origin.IsLoopback && request.Host.Host is "localhost" or "127.0.0.1" or "[::1]");
}
