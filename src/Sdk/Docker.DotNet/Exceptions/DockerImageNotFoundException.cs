using System.Net;

namespace Docker.DotNet;

/// <summary>There is no such image.</summary>
public class DockerImageNotFoundException(HttpStatusCode statusCode, string? responseBody) : DockerApiException(statusCode, responseBody);
