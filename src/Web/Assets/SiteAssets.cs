using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Workbook.Web.Assets;

/// <summary>Scripts, style and pictures of the site, which are inside this assembly.</summary>
internal static class SiteAssets
{
    private static readonly FrozenDictionary<string, (string Type, byte[] Bytes)> All = typeof(SiteAssets).Assembly.GetManifestResourceNames()
        .Where(name => TypeOf(name) is not null).ToFrozenDictionary(name => name, name => (TypeOf(name)!, Read(name)), StringComparer.Ordinal);

    /// <summary>Answers with the asset that the route value <c>name</c> names.</summary>
    public static async Task WriteAsync(HttpContext http)
    {
        if (http.Request.RouteValues["name"] is not string name || !All.TryGetValue(name, out var asset))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        http.Response.ContentType = asset.Type;
        await http.Response.Body.WriteAsync(asset.Bytes, http.RequestAborted);
    }

    private static string? TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => null,
    };

    private static byte[] Read(string name)
    {
        using var stream = typeof(SiteAssets).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
