using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Workbook.Server.LoadBalancing.Health;

/// <summary>The request of a health check in HTTP/2, which gRPC is a use of.</summary>
internal static class Http2Question
{
    /// <summary>A message of no bytes, not compressed.</summary>
    private static readonly byte[] EmptyMessage = [0, 0, 0, 0, 0];

    /// <returns>The HTTP status.</returns>
    /// <exception cref="HttpRequestException">The answer is not HTTP/2.</exception>
    public static async Task<int> GetAsync(Stream stream, string host, string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, UriOf(host, path));
        return await AskAsync(stream, request, answer => Task.FromResult((int)answer.StatusCode), cancellation);
    }

    /// <summary>Calls a method with an empty message.</summary>
    /// <returns>The gRPC status.</returns>
    /// <exception cref="InvalidDataException">The answer has none.</exception>
    public static async Task<int> GrpcAsync(Stream stream, string host, string path, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(EmptyMessage);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var request = new HttpRequestMessage(HttpMethod.Post, UriOf(host, path)) { Content = content };
        request.Headers.TE.Add(new("trailers"));
        return await AskAsync(stream, request, async answer =>
        {
            await answer.Content.LoadIntoBufferAsync(cancellation);
            return StatusOf(answer.Headers) ?? StatusOf(answer.TrailingHeaders) ?? throw new InvalidDataException("The target's answer is not gRPC.");
        }, cancellation);
    }

    private static async Task<int> AskAsync(Stream stream, HttpRequestMessage request, Func<HttpResponseMessage, Task<int>> read, CancellationToken cancellation)
    {
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Headers.UserAgent.ParseAdd(Http1Question.UserAgent);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, UseCookies = false, ConnectCallback = (_, _) => ValueTask.FromResult(stream) });
        using var answer = await client.SendAsync(request, cancellation);
        return await read(answer);
    }

    private static Uri UriOf(string host, string path) => new($"http://{host}{path}");

    private static int? StatusOf(HttpHeaders headers) =>
        headers.TryGetValues("grpc-status", out var values) && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;
}
