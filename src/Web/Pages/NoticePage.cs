using System.Net;
using Microsoft.AspNetCore.Http;

namespace Workbook.Web.Pages;

/// <summary>A page that says what is the matter and what to do. It needs nothing else of the site, for who has no key gets it as well.</summary>
internal static class NoticePage
{
    private const string Style =
        "html{color-scheme:light dark;background:#fff;color:#1a1f2b}a{color:#1d4ed8}@media(prefers-color-scheme:dark){html{background:#14171d;color:#e4e7ec}a{color:#8ab4ff}}" +
        "body{font:17px/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1.25rem}code{font-size:.9em}";

    /// <param name="http">Whose status is set already.</param>
    /// <param name="what">Plain text.</param>
    /// <param name="remedy">HTML.</param>
    public static Task WriteAsync(HttpContext http, string what, string remedy)
    {
        var title = WebUtility.HtmlEncode(what);
        return PageFrame.WriteAsync(http, $"<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">" +
            $"<title>{title}</title><style>{Style}</style></head>\n<body><main><h1>{title}</h1><p>{remedy}</p></main></body>\n</html>\n");
    }
}
