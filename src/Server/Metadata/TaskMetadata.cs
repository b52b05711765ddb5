using System.Text.Json.Serialization;
using Workbook.Shapes;

namespace Workbook.Server.Metadata;

/// <summary>
/// What <c>${ECS_CONTAINER_METADATA_URI_V4}/task</c> answers (see "Amazon ECS task metadata endpoint version 4"), in the
/// agent's order of members. What is null is left out.
/// </summary>
internal sealed record TaskMetadata
{
    public required string Cluster { get; init; }

    [JsonPropertyName("TaskARN")]
    public required string TaskArn { get; init; }
    public required string Family { get; init; }
    public required string Revision { get; init; }
    public required string DesiredStatus { get; init; }
    public required string KnownStatus { get; init; }
    public LimitsMetadata? Limits { get; init; }
    public DateTimeOffset? PullStartedAt { get; init; }
    public DateTimeOffset? PullStoppedAt { get; init; }
    public DateTimeOffset? ExecutionStoppedAt { get; init; }
    public string? AvailabilityZone { get; init; }

    /// <summary>In <c>/taskWithTags</c> only.</summary>
    public ValueMap<string>? TaskTags { get; init; }

    /// <summary>In <c>/taskWithTags</c> only, and not on Fargate.</summary>
    public ValueMap<string>? ContainerInstanceTags { get; init; }
    public string? LaunchType { get; init; }
    public required IReadOnlyList<ContainerMetadata> Containers { get; init; }

    /// <summary>Of container instances on EC2.</summary>
    [JsonPropertyName("VPCID")]
    public string? VpcId { get; init; }
    public string? ServiceName { get; init; }

    /// <summary>Fargate only.</summary>
    public ClockDrift? ClockDrift { get; init; }

    /// <summary>Fargate only.</summary>
    public EphemeralStorageMetrics? EphemeralStorageMetrics { get; init; }

    /// <summary>Told by the agent, not by Fargate.</summary>
    public bool? FaultInjectionEnabled { get; init; }
}

/// <summary>How far the clock may be off.</summary>
/// <param name="ClockErrorBound">In milliseconds.</param>
internal sealed record ClockDrift(double ClockErrorBound, DateTimeOffset ReferenceTimestamp, string ClockSynchronizationStatus);

/// <summary>A task's disk, in MiB.</summary>
internal sealed record EphemeralStorageMetrics(long Utilized, long Reserved);
