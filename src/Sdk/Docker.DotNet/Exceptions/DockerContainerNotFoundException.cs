using System.Net;

namespace Docker.DotNet;

/// <summary>There is no such container (or exec).</summary>
public class DockerContainerNotFoundException(HttpStatusCode statusCode, string? responseBody) : DockerApiException(statusCode, responseBody);
