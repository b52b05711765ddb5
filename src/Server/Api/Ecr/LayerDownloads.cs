using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Workbook.Engine.Blobs;
using Workbook.Server.Registry;

namespace Workbook.Server.Api.Ecr;

/// <summary>
/// Where the URLs of GetDownloadUrlForLayer lead: like Amazon S3's presigned ones they need no other credentials, are good
/// for an hour, and for that layer only.
/// </summary>
internal sealed class LayerDownloads(BlobStore blobs, TimeProvider clock, RegistrySecret secret)
{
    public const string Root = "/_layers";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <param name="host">Host and port by which the client reaches this server.</param>
    /// <param name="digest">A layer that the client may have.</param>
    public static string UrlOf(string host, string digest, DateTimeOffset now, RegistrySecret secret)
    {
        var expires = (now + Lifetime).ToUnixTimeSeconds();
        return $"http://{host}{Root}/{digest}?expires={expires.ToString(CultureInfo.InvariantCulture)}&signature={Sign(digest, expires, secret)}";
    }

    /// <param name="rest">The path behind <see cref="Root"/>.</param>
    public async Task HandleAsync(HttpContext http, PathString rest)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }
        var digest = rest.HasValue ? rest.Value![1..] : "";
        if (!long.TryParse(http.Request.Query["expires"], NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
            || clock.GetUtcNow().ToUnixTimeSeconds() >= expires
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(http.Request.Query["signature"].ToString()), Encoding.ASCII.GetBytes(Sign(digest, expires, secret))))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        using var file = BlobDigest.TryParse(digest, out var blob) ? blobs.OpenRead(blob) : null;
        if (file is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        await using var stream = new FileStream(file, FileAccess.Read);
        http.Response.ContentType = "application/octet-stream";
        http.Response.ContentLength = stream.Length;
        if (HttpMethods.IsGet(http.Request.Method)) await stream.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static string Sign(string digest, long expires, RegistrySecret secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret.Bytes, Encoding.UTF8.GetBytes($"layer {digest} {expires.ToString(CultureInfo.InvariantCulture)}")));
}
