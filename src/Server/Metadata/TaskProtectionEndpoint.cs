using System.Text.Json;
using Workbook.Engine;
using Workbook.Engine.State;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Metadata;

/// <summary>The task scale-in protection endpoint: a task protects itself while it is at work.</summary>
internal sealed class TaskProtectionEndpoint(StateStore store)
{
    private const string InvalidParameter = "InvalidParameterException";

    /// <param name="task">Null when the path's id is not known.</param>
    public static AgentAnswer Get(AgentTask? task) =>
        Refusal(task) ?? Ask(task!, () => TaskProtection.Get(task!.World, new() { Cluster = task.Task.ClusterName, Tasks = [task.Arn] }));

    /// <inheritdoc cref="Get"/>
    public async ValueTask<AgentAnswer> PutAsync(AgentTask? task, ReadOnlyMemory<byte> body)
    {
        if (Read(body.Span) is not { } request) return Error(400, null, InvalidParameter, "UpdateTaskProtection: failed to decode request");
        if (task is not null && request.ProtectionEnabled is null)
            return Error(400, task.Arn, InvalidParameter, "Invalid request: does not contain 'ProtectionEnabled' field");
        if (Refusal(task) is { } refusal) return refusal;

        var update = new UpdateTaskProtectionRequest
        {
            Cluster = task!.Task.ClusterName,
            Tasks = [task.Arn],
            ProtectionEnabled = request.ProtectionEnabled,
            // What does not fit is out of range in any case.
            ExpiresInMinutes = request.ExpiresInMinutes is { } minutes ? (int)Math.Clamp(minutes, int.MinValue, int.MaxValue) : null,
        };
        try
        {
            return Of(await store.UpdateAsync(task.World.Scope, (world, now) =>
            {
                var result = TaskProtection.Update(world, update, now);
                return (result.World, result);
            }), task);
        }
        catch (ApiException error)
        {
            return Refused(error, task);
        }
    }

    private static TaskProtectionRequest? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return TaskProtectionRequest.Read(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The agent calls ECS with the credentials of the task's role.
    private static AgentAnswer? Refusal(AgentTask? task) => task switch
    {
        null => Error(404, null, "ResourceNotFoundException", "Failed to find a task for the request"),
        { RoleArn: null } => Error(403, task.Arn, "AccessDeniedException", "Invalid Request: no task IAM role credentials available for task"),
        _ => null,
    };

    private static AgentAnswer Ask(AgentTask task, Func<ProtectionResult> ask)
    {
        try
        {
            return Of(ask(), task);
        }
        catch (ApiException error)
        {
            return Refused(error, task);
        }
    }

    private static AgentAnswer Of(ProtectionResult result, AgentTask task) => AgentAnswer.Json(result.Failures is [var failure, ..]
        ? new TaskProtectionAnswer { Failure = new(failure.Arn, failure.Detail, failure.Reason) }
        : new TaskProtectionAnswer { Protection = new(result.Tasks[0].ProtectedUntil, result.Tasks[0].IsProtected, task.Arn) });

    private static AgentAnswer Refused(ApiException error, AgentTask task) =>
        AgentAnswer.Json(new TaskProtectionAnswer { RequestId = Ids.NewRequestId(), Error = new(task.Arn, error.Code, error.Message) }, error.Status);

    private static AgentAnswer Error(int status, string? arn, string code, string message) =>
        AgentAnswer.Json(new TaskProtectionAnswer { Error = new(arn, code, message) }, status);
}
