using Workbook.Orchestration.Placement;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>A container instance: a machine whose agent registered it with a cluster.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="ClusterName">The cluster it belongs to.</param>
public sealed record Instance(string Id, string ClusterName)
{
    /// <summary>Such as <c>i-0123456789abcdef0</c>; null for external instances.</summary>
    public string? Ec2InstanceId { get; init; }

    /// <summary>The capacity provider whose Auto Scaling group it came from; null for an instance that was registered by hand.</summary>
    public string? CapacityProviderName { get; init; }

    /// <summary>ACTIVE, DRAINING or INACTIVE.</summary>
    public string Status { get; init; } = "ACTIVE";
    public bool AgentConnected { get; init; } = true;
    public required InstanceResources Registered { get; init; }
    public required InstanceResources Remaining { get; init; }
    public ValueList<Shapes.Ecs.Attribute> Attributes { get; init; } = [];
    public VersionInfo? VersionInfo { get; init; }
    public ValueList<Tag> Tags { get; init; } = [];
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Where it stands, by its attribute <c>ecs.availability-zone</c>.</summary>
    public string? AvailabilityZone => Attributes.FirstOrDefault(attribute => attribute.Name == "ecs.availability-zone")?.Value;
}
