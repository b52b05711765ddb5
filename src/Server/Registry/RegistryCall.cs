using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Workbook.Engine.Blobs;
using Workbook.Orchestration;

namespace Workbook.Server.Registry;

/// <summary>A request to the registry by somebody who is logged in.</summary>
/// <param name="Http">The request and its answer.</param>
/// <param name="Route">What it is about.</param>
/// <param name="PrincipalArn">Who asks.</param>
/// <param name="Registry">Whose registry.</param>
/// <param name="Access">Who may do what.</param>
internal sealed record RegistryCall(HttpContext Http, RegistryRoute Route, string PrincipalArn, AccountRegion Registry, IImageAccess Access)
{
    public HttpRequest Request => Http.Request;

    public HttpResponse Response => Http.Response;

    public CancellationToken Aborted => Http.RequestAborted;

    public string Name => Route.Name;

    public string Method => Http.Request.Method;

    /// <exception cref="RegistryError">DENIED.</exception>
    public void Check(string action)
    {
        if (Access.Refusal(PrincipalArn, action, Registry, Name.Length == 0 ? null : Name) is { } why) throw RegistryError.Denied(why);
    }

    /// <summary>What the address names as its digest.</summary>
    /// <exception cref="RegistryError">DIGEST_INVALID.</exception>
    public BlobDigest Digest() => DigestOf(Route.Reference);

    /// <exception cref="RegistryError">DIGEST_INVALID.</exception>
    public static BlobDigest DigestOf(string? text) => BlobDigest.TryParse(text, out var digest) ? digest
        : throw RegistryError.DigestInvalid(string.IsNullOrEmpty(text) ? "digest missing" : "digest parsing failed");

    /// <summary>An address of this repository, as the caller reaches it.</summary>
    /// <param name="path">Such as <c>blobs/sha256:…</c>.</param>
    public string LocationOf(string path) => $"{Request.Scheme}://{Request.Host}/v2/{Name}/{path}";

    public void Answer(int status)
    {
        Response.StatusCode = status;
        if (status != StatusCodes.Status204NoContent) Response.ContentLength = 0;
    }

    /// <summary>Answers with JSON; of the answer to HEAD nothing but the headers is sent.</summary>
    public static async Task AnswerJsonAsync<T>(HttpContext http, int status, T body, string contentType = "application/json; charset=utf-8")
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, RegistryJson.Options);
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
    }
}
