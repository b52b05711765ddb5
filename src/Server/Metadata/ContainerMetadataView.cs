using System.Diagnostics;
using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Metadata;

/// <summary>A container as the metadata endpoint shows it.</summary>
internal static class ContainerMetadataView
{
    // "Null and zero CPU values are passed to Docker as two CPU shares."
    private const int FewestCpuUnits = 2;

    public static ContainerMetadata Of(AgentContainer container)
    {
        var (task, state, definition) = (container.Task, container.State, container.Definition);
        return new()
        {
            DockerId = container.RuntimeId,
            Name = state.Name,
            DockerName = container.RuntimeName,
            Image = state.Image,
            ImageId = state.ImageDigest ?? "",
            Ports = state.NetworkBindings.Count == 0 ? null : [.. state.NetworkBindings.Select(port => new PortMetadata(port.ContainerPort, port.Protocol, port.HostPort, port.BindIP))],
            Labels = Labels(task, definition),
            DesiredStatus = task.Task.DesiredStatus,
            KnownStatus = StatusOf(state),
            ExitCode = state.ExitCode,
            // An agent tells a limit of 0 where there is none, Fargate leaves it out.
            Limits = new(Math.Max(definition.Cpu ?? 0, FewestCpuUnits), definition.Memory ?? (task.IsFargate ? null : 0)),
            CreatedAt = state.StartedAt,
            StartedAt = state.StartedAt,
            FinishedAt = state.StoppedAt,
            Health = definition.HealthCheck is null ? null : new(state.Health.ToApi(), state.HealthSince),
            LogDriver = definition.LogConfiguration?.LogDriver,
            LogOptions = LogOptions(task, definition),
            ContainerArn = Arn.Container(task.World.Scope, task.Task.ClusterName, task.Task.Id, state.Id).ToString(),
            Networks = NetworkMetadata.Of(task),
            Snapshotter = task.IsFargate ? "overlayfs" : null,
            RestartCount = definition.RestartPolicy is { Enabled: true } ? state.Restarts : null,
        };
    }

    /// <summary>Version 3 knew neither logs nor ARNs, and less of networks.</summary>
    public static ContainerMetadata InVersion3(ContainerMetadata container) => container with
    {
        LogDriver = null,
        LogOptions = null,
        ContainerArn = null,
        Networks = container.Networks is null ? null : [.. container.Networks.Select(network => network.InVersion3())],
        Snapshotter = null,
        RestartCount = null,
    };

    /// <summary>The agent's words: Docker's for what Docker does, none of those that only ECS knows.</summary>
    public static string StatusOf(EcsContainer container) => container.Status switch
    {
        ContainerStatus.None or ContainerStatus.Pulling => "NONE",
        ContainerStatus.Pulled => "PULLED",
        ContainerStatus.Starting => "CREATED",
        ContainerStatus.Running or ContainerStatus.Stopping => "RUNNING",
        ContainerStatus.Stopped => "STOPPED",
        _ => throw new UnreachableException($"Status {container.Status}"),
    };

    // ECS's own labels win over those of the container definition.
    private static ValueMap<string> Labels(AgentTask task, ContainerDefinition definition) => new(
        (definition.DockerLabels ?? ValueMap<string>.Empty).Concat(
        [
            new("com.amazonaws.ecs.cluster", task.Cluster),
            new("com.amazonaws.ecs.container-name", definition.Name!),
            new("com.amazonaws.ecs.task-arn", task.Arn),
            new("com.amazonaws.ecs.task-definition-family", task.Task.Family),
            new("com.amazonaws.ecs.task-definition-version", TaskMetadataView.RevisionOf(task)),
        ]));

    // Of a prefix the agent makes the name of the stream: prefix/container/task.
    private static ValueMap<string>? LogOptions(AgentTask task, ContainerDefinition definition)
    {
        const string prefixOption = "awslogs-stream-prefix";
        if (definition.LogConfiguration is not { Options: { Count: > 0 } options } log) return null;
        if (log.LogDriver != LogDriver.Awslogs || !options.TryGetValue(prefixOption, out var prefix)) return options;
        return new(options.Where(option => option.Key != prefixOption).Append(new("awslogs-stream", $"{prefix}/{definition.Name}/{task.Task.Id}")));
    }
}
