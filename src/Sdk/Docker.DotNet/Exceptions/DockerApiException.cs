using System.Net;

namespace Docker.DotNet;

/// <summary>The Engine answered with an error status.</summary>
public class DockerApiException(HttpStatusCode statusCode, string? responseBody)
    : Exception($"Docker API responded with status code={statusCode}, response={responseBody}")
{
    public HttpStatusCode StatusCode { get; } = statusCode;

    /// <summary>As it came, usually <c>{"message":"…"}</c>.</summary>
    public string? ResponseBody { get; } = responseBody;
}
