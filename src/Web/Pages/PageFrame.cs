using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Workbook.Web.Assets;

namespace Workbook.Web.Pages;

/// <summary>What all pages have around them: head, the way home, the main part, their scripts.</summary>
internal static class PageFrame
{
    /// <param name="title">Plain text.</param>
    /// <param name="main">HTML.</param>
    /// <param name="scripts">Modules of the site's assets, such as <c>lesson.js</c>.</param>
    public static string Html(string title, string main, params ReadOnlySpan<string> scripts)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append("<title>").Append(WebUtility.HtmlEncode(title)).Append("</title>\n")
            .Append("<link rel=\"icon\" href=\"/assets/icon.svg\" type=\"image/svg+xml\">\n<link rel=\"stylesheet\" href=\"/assets/site.css\">\n");
        if (scripts.Length > 0 && EditorFiles.AreThere) html.Append("<meta name=\"monaco\" content=\"").Append(EditorFiles.Root).Append("\">\n");
        foreach (var script in scripts) html.Append("<script type=\"module\" src=\"/assets/").Append(script).Append("\"></script>\n");
        return html.Append("</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n")
            .Append("<header class=\"site\"><a href=\"/\"><img src=\"/assets/icon.svg\" alt=\"\" width=\"24\" height=\"24\"> ECS Workbook</a></header>\n")
            .Append("<main id=\"main\" tabindex=\"-1\">\n").Append(main).Append("</main>\n</body>\n</html>\n").ToString();
    }

    /// <summary>Sends a page.</summary>
    public static Task WriteAsync(HttpContext http, string html)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(html, http.RequestAborted);
    }
}
