using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Workbook.Web.Access;
using Workbook.Web.Assets;

namespace Workbook.Web.Pages;

/// <summary>What all pages have around them: head, the way home, the main part, their scripts.</summary>
internal static class PageFrame
{
    /// <summary>Sends a page.</summary>
    public static Task WriteAsync(HttpContext http, Page page) => WriteAsync(http, Html(page, http.TryVisitor()));

    /// <summary>Sends HTML that needs no frame.</summary>
    public static Task WriteAsync(HttpContext http, string html)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(html, http.RequestAborted);
    }

    private static string Html(Page page, Visitor? visitor)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append("<title>").Append(WebUtility.HtmlEncode(page.Title)).Append("</title>\n")
            .Append("<link rel=\"icon\" href=\"/assets/icon.svg\" type=\"image/svg+xml\">\n<link rel=\"stylesheet\" href=\"/assets/site.css\">\n");
        if (page.Scripts.Count > 0 && EditorFiles.AreThere) html.Append("<meta name=\"monaco\" content=\"").Append(EditorFiles.Root).Append("\">\n");
        foreach (var script in visitor is { IsWorkshop: true, IsOwner: false } ? [.. page.Scripts, PageHeader.LearnersScript] : page.Scripts) html.Append("<script type=\"module\" src=\"/assets/").Append(script).Append("\"></script>\n");
        return html.Append("</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n")
            .Append(PageHeader.Html(visitor))
            .Append("<main id=\"main\" tabindex=\"-1\">\n").Append(page.Main).Append("</main>\n</body>\n</html>\n").ToString();
    }
}
