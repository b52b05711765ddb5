using Workbook.Engine.Logs;
using Workbook.Orchestration;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Docker.Logs;

/// <summary>Which log stream a container's lines go to (see "Send Amazon ECS logs to CloudWatch", the driver <c>awslogs</c>).</summary>
internal static class AwsLogs
{
    /// <summary>Null for a container that does not use the driver.</summary>
    /// <param name="runtimeId">Docker's id of the container, which names the stream where no prefix is set.</param>
    public static LogStreamName? StreamOf(RuntimeContainer container, string runtimeId)
    {
        if (container.Definition.LogConfiguration is not { LogDriver: LogDriver.Awslogs } configuration) return null;
        var scope = container.Task.Scope;
        if (Option("awslogs-region") is { } region) scope = new AccountRegion(scope.Account, region);
        // prefix/container/task-id
        var stream = Option("awslogs-stream-prefix") is { } prefix ? $"{prefix}/{container.State.Name}/{container.Task.Task.Id}" : runtimeId;
        return new(scope, Option("awslogs-group") ?? "", stream);

        string? Option(string name) => configuration.Options is { } options && options.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
    }
}
