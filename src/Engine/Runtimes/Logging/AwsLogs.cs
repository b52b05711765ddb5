using Workbook.Engine.Logs;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Logging;

/// <summary>The log driver <c>awslogs</c> (see "Send Amazon ECS logs to CloudWatch" in the ECS developer guide).</summary>
internal static class AwsLogs
{
    /// <summary>Which log stream a container's lines go to; null for a container that does not use the driver.</summary>
    /// <param name="container">As its definition says.</param>
    /// <param name="runtimeId">The container's id in the runtime, which names the stream where no prefix is set.</param>
    public static LogStreamName? StreamOf(RuntimeContainer container, string runtimeId)
    {
        if (container.Definition.LogConfiguration is not { LogDriver: LogDriver.Awslogs }) return null;
        var scope = container.Task.Scope;
        if (Option(container, "awslogs-region") is { } region) scope = new AccountRegion(scope.Account, region);
        // prefix/container/task-id
        var stream = Option(container, "awslogs-stream-prefix") is { } prefix
            ? $"{prefix}/{container.State.Name}/{container.Task.Task.Id}"
            : Option(container, "awslogs-stream") ?? runtimeId;
        return new(scope, Option(container, "awslogs-group") ?? "", stream);
    }

    /// <summary>Sees to it that a container's log group is there before it starts, and that its options can be understood; nothing for containers with other drivers.</summary>
    /// <returns>Why the container cannot start, in ECS's words; null when it can.</returns>
    public static string? Open(LogStore logs, RuntimeContainer container, DateTimeOffset now)
    {
        if (StreamOf(container, container.State.Name) is not { } stream) return null;
        try
        {
            MultilineEvents.StartOf(container.Definition.LogConfiguration!);
            if (logs.FindGroup(stream.Scope, stream.Group) is null)
            {
                if (!string.Equals(Option(container, "awslogs-create-group"), "true", StringComparison.OrdinalIgnoreCase))
                    return Failed(container, $"failed to create Cloudwatch log stream: ResourceNotFoundException: {LogNames.NoGroup().Message}");
                logs.CreateGroup(stream.Scope, LogGroups.Create(new CreateLogGroupRequest { LogGroupName = stream.Group }, now));
            }
            LogNames.Check(stream.Stream, "logStreamName");
            return null;
        }
        catch (ApiException error) when (error.Code == "ResourceAlreadyExistsException")
        {
            // Another container was quicker.
            return null;
        }
        catch (ApiException error)
        {
            return Failed(container, $"failed to create Cloudwatch log group: {error.Code}: {error.Message}");
        }
        catch (FormatException error)
        {
            return Failed(container, error.Message);
        }
    }

    public static string? Option(RuntimeContainer container, string name) =>
        container.Definition.LogConfiguration?.Options is { } options && options.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    // Fargate looks at them before it starts anything; on EC2 it is Docker that refuses.
    private static string Failed(RuntimeContainer container, string why) => container.Task.Task.LaunchType == LaunchType.Fargate
        ? $"ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: {why} : exit status 1"
        : $"CannotStartContainerError: Error response from daemon: failed to initialize logging driver: {why}";
}
