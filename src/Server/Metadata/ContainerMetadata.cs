using System.Text.Json.Serialization;
using Workbook.Shapes;

namespace Workbook.Server.Metadata;

/// <summary>
/// What <c>${ECS_CONTAINER_METADATA_URI_V4}</c> answers (see "Amazon ECS task metadata endpoint version 4"), in the agent's
/// order of members. What is null is left out.
/// </summary>
internal sealed record ContainerMetadata
{
    public required string DockerId { get; init; }
    public required string Name { get; init; }
    public required string DockerName { get; init; }
    public required string Image { get; init; }

    [JsonPropertyName("ImageID")]
    public required string ImageId { get; init; }
    public IReadOnlyList<PortMetadata>? Ports { get; init; }
    public required ValueMap<string> Labels { get; init; }
    public required string DesiredStatus { get; init; }
    public required string KnownStatus { get; init; }
    public int? ExitCode { get; init; }
    public required LimitsMetadata Limits { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public string Type { get; } = "NORMAL";
    public HealthMetadata? Health { get; init; }
    public string? LogDriver { get; init; }
    public ValueMap<string>? LogOptions { get; init; }

    [JsonPropertyName("ContainerARN")]
    public string? ContainerArn { get; init; }
    public IReadOnlyList<NetworkMetadata>? Networks { get; init; }

    /// <summary>Fargate only.</summary>
    public string? Snapshotter { get; init; }

    /// <summary>Only where a restart policy is enabled.</summary>
    public int? RestartCount { get; init; }
}

/// <summary>A published port.</summary>
internal sealed record PortMetadata(int? ContainerPort, string? Protocol, int? HostPort, string? HostIp);

/// <summary>Of a container: CPU units and MiB. Of a task: vCPUs and MiB.</summary>
internal sealed record LimitsMetadata([property: JsonPropertyName("CPU")] double? Cpu, long? Memory);

/// <summary>What the health check of a container says, and since when.</summary>
internal sealed record HealthMetadata(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("statusSince")] DateTimeOffset? StatusSince);
