using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>A container instance: a machine whose agent registered it with a cluster.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="ClusterName">The cluster it belongs to.</param>
public sealed record Instance(string Id, string ClusterName)
{
    // Asked for at every placement, and there are dozens of attributes.
    private readonly string? _availabilityZone;

    /// <summary>Such as <c>i-0123456789abcdef0</c>; null for external instances.</summary>
    public string? Ec2InstanceId { get; init; }

    /// <summary>The capacity provider whose Auto Scaling group it came from; null for an instance that was registered by hand.</summary>
    public string? CapacityProviderName { get; init; }

    /// <summary>ACTIVE, DRAINING or INACTIVE.</summary>
    public string Status { get; init; } = ContainerInstanceStatus.Active;

    /// <summary>Why it has its status, where there is something to say.</summary>
    public string? StatusReason { get; init; }
    public bool AgentConnected { get; init; } = true;

    /// <summary>One of <see cref="Shapes.Ecs.AgentUpdateStatus"/>; null when no update was asked for.</summary>
    public string? AgentUpdateStatus { get; init; }

    /// <summary>When the update of its agent is done; null when none is under way.</summary>
    public DateTimeOffset? AgentUpdatedAt { get; init; }
    public required InstanceResources Registered { get; init; }
    public required InstanceResources Remaining { get; init; }
    public ValueList<Shapes.Ecs.Attribute> Attributes
    {
        get;
        init
        {
            field = value;
            _availabilityZone = value.FirstOrDefault(attribute => attribute.Name == "ecs.availability-zone")?.Value;
        }
    } = [];
    public VersionInfo? VersionInfo { get; init; }
    public ValueList<Tag> Tags { get; init; } = [];

    /// <summary>The ids of its GPUs, as many as <see cref="Registered"/> has.</summary>
    public ValueList<string> GpuIds { get; init; } = [];

    /// <summary>Tasks on it that hold resources and are not a daemon service's.</summary>
    public int OrdinaryTasks { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When it became INACTIVE.</summary>
    public DateTimeOffset? DeregisteredAt { get; init; }

    /// <summary>When its connection to the agent last changed.</summary>
    public DateTimeOffset? AgentSince { get; init; }

    /// <summary>Counts the changes of status, agent and registration, as the API's <c>version</c> does.</summary>
    public long Version { get; init; } = 1;

    /// <summary>The status of one that was deregistered; the API's enumeration does not list it.</summary>
    public const string Inactive = "INACTIVE";

    /// <summary>How long one that was deregistered can still be described.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    public bool IsRegistered => Status != Inactive;

    /// <summary>When the planner has to look at it though nothing happened.</summary>
    public Wake? NextWake => DeregisteredAt is { } since ? new(since + Remembered, IsUpkeep: true)
        : AgentUpdatedAt is { } at ? new(at, IsUpkeep: false)
        : null;

    /// <summary>By its attribute <c>ecs.instance-type</c>.</summary>
    public string? InstanceType => Attributes.FirstOrDefault(attribute => attribute.Name == "ecs.instance-type")?.Value;

    /// <summary>Where it stands, by its attribute <c>ecs.availability-zone</c>.</summary>
    public string? AvailabilityZone => _availabilityZone;
}
