using System.Text.Json.Serialization;
using Workbook.Orchestration.Tasks;

namespace Workbook.Server.Metadata;

/// <summary>The container credentials endpoint, <c>/v2/credentials/ID</c> (see "Container credential provider" in the SDK reference).</summary>
internal sealed class CredentialsEndpoint(EndpointTable table, ITaskCredentials credentials, TimeProvider clock)
{
    private const string Prefix = "CredentialsV2Request: ";

    public AgentAnswer Get(string id)
    {
        if (id.Length == 0) return Error("NoIdInRequest", Prefix + "No Credential ID in the request");
        return table.Credentials(id) is { RoleArn: { } role, Task: { LastStatus: not EcsTaskStatus.Stopped } task, World.Scope: var scope }
            ? AgentAnswer.Json(credentials.Of(scope, task, role, clock.GetUtcNow()))
            : Error("InvalidIdInRequest", Prefix + "Credentials not found");
    }

    private static AgentAnswer Error(string code, string message) => AgentAnswer.Json(new CredentialsError(code, message, 400), 400);

    private sealed record CredentialsError(
        [property: JsonPropertyName("code")] string Code,
        [property: JsonPropertyName("message")] string Message,
        [property: JsonPropertyName("HTTPErrorCode")] int HttpErrorCode);
}
