using Microsoft.AspNetCore.Http;

namespace Workbook.Web.Pages;

/// <summary>A page that says what is the matter and what to do.</summary>
internal static class NoticePage
{
    /// <param name="http">Whose status is set already.</param>
    /// <param name="what">Plain text.</param>
    /// <param name="remedy">HTML.</param>
    public static Task WriteAsync(HttpContext http, string what, string remedy) => PlainPage.WriteAsync(http, what, $"<p>{remedy}</p>");
}
