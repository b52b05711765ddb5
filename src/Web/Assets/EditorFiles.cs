using Microsoft.AspNetCore.Http;

namespace Workbook.Web.Assets;

/// <summary>The files of the code editor, Monaco, which lie beside the program. Where they are missing, pages have plain text fields.</summary>
internal static class EditorFiles
{
    public const string Root = "/editor/vs";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "editor") + Path.DirectorySeparatorChar;

    public static bool AreThere { get; } = File.Exists(Path.Combine(Folder, "loader.js"));

    /// <summary>Answers with the file that the route value <c>path</c> names.</summary>
    public static Task WriteAsync(HttpContext http)
    {
        var file = Path.GetFullPath(Path.Combine(Folder, http.Request.RouteValues["path"] as string ?? ""));
        if (!file.StartsWith(Folder, StringComparison.Ordinal) || TypeOf(file) is not { } type || !File.Exists(file))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        http.Response.ContentType = type;
        // Megabytes that never change, and the same for everybody.
        http.Response.Headers.CacheControl = "private, max-age=86400";
        return http.Response.SendFileAsync(file, http.RequestAborted);
    }

    private static string? TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".ttf" => "font/ttf",
        _ => null,
    };
}
