using System.Text.Json.Serialization;

namespace Workbook.Server.Metadata;

/// <summary>What <c>${ECS_AGENT_URI}/task-protection/v1/state</c> answers: one of the last three (see "Amazon ECS task scale-in protection endpoint").</summary>
internal sealed record TaskProtectionAnswer
{
    /// <summary>Of the call on ECS that failed.</summary>
    [JsonPropertyName("requestID")]
    public string? RequestId { get; init; }

    [JsonPropertyName("protection")]
    public ProtectionState? Protection { get; init; }

    [JsonPropertyName("failure")]
    public ProtectionFailure? Failure { get; init; }

    [JsonPropertyName("error")]
    public ProtectionError? Error { get; init; }
}

/// <summary>A task's protection.</summary>
/// <param name="ExpirationDate">Null, and written so, while it is not protected.</param>
internal sealed record ProtectionState(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? ExpirationDate,
    bool ProtectionEnabled,
    string TaskArn);

/// <summary>Why ECS did not do it.</summary>
internal sealed record ProtectionFailure(
    string? Arn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Detail,
    string? Reason);

/// <summary>Why the request was refused.</summary>
/// <param name="Arn">The task's; null while the task is not known.</param>
internal sealed record ProtectionError(string? Arn, string Code, string Message);
