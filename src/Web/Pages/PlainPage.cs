using System.Net;
using Microsoft.AspNetCore.Http;

namespace Workbook.Web.Pages;

/// <summary>A page that needs nothing else of the site, for who has no key gets it as well.</summary>
internal static class PlainPage
{
    private const string Style =
        "html{color-scheme:light dark;background:#fff;color:#1a1f2b}a{color:#1d4ed8}@media(prefers-color-scheme:dark){html{background:#14171d;color:#e4e7ec}a{color:#8ab4ff}}" +
        "body{font:17px/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1.25rem}code{font-size:.9em}" +
        "form{display:grid;gap:.9rem;max-width:22rem}label{display:grid;gap:.2rem}input,button{font:inherit;padding:.45rem .7rem;border:1px solid #7a8499;border-radius:.4rem;background:transparent;color:inherit}" +
        "button{background:#1d4ed8;border-color:#1d4ed8;color:#fff;cursor:pointer}[role=alert]{border-left:4px solid #c2410c;padding-left:.8rem}";

    /// <param name="http">Whose status is set already.</param>
    /// <param name="title">Plain text.</param>
    /// <param name="body">HTML below the title.</param>
    public static Task WriteAsync(HttpContext http, string title, string body)
    {
        var heading = WebUtility.HtmlEncode(title);
        return PageFrame.WriteAsync(http, $"<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">" +
            $"<title>{heading}</title><style>{Style}</style></head>\n<body><main><h1>{heading}</h1>{body}</main></body>\n</html>\n");
    }
}
