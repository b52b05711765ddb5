using System.Text.Json;
using Docker.DotNet;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>Docker's errors in the ECS agent's words (see "Amazon ECS stopped tasks error messages").</summary>
internal static class DockerErrors
{
    public static string CannotPull(Exception error) => $"CannotPullContainerError: {Text(error)}";

    public static string CannotCreate(Exception error) => $"CannotCreateContainerError: {Text(error)}";

    public static string CannotStart(Exception error) => $"CannotStartContainerError: {Text(error)}";

    public static string CannotCreateVolume(Exception error) => $"CannotCreateVolumeError: {Text(error)}";

    public static string ResourceInitialization(string what) => $"ResourceInitializationError: {what}";

    /// <summary>What the agent says of a container that is not there any more.</summary>
    public const string Gone = "CannotInspectContainerError: Could not transition to inspecting; the container was removed";

    /// <summary>Of a container that ran until Docker was killed, and that Docker takes for one that never was started.</summary>
    public const string StartLost = "DockerStateError: Docker does not know any more that it started the container";

    /// <summary>As the docker CLI writes it: <c>Error response from daemon: …</c></summary>
    public static string Text(Exception error) => error is DockerApiException api
        ? $"Error response from daemon: {MessageOf(api)}"
        : error.Message;

    /// <summary>True when Docker could not be asked at all: nothing can be said of the container.</summary>
    public static bool IsUnreachable(Exception error) => error is HttpRequestException or IOException or TimeoutException or AggregateException { InnerException: HttpRequestException or IOException or System.Net.Sockets.SocketException };

    private static string MessageOf(DockerApiException error)
    {
        if (error.ResponseBody is not { Length: > 0 } body) return error.Message;
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("message", out var message) ? message.GetString() ?? body : body;
        }
        catch (JsonException)
        {
            return body.Trim();
        }
    }
}
