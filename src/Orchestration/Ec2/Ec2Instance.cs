using System.Diagnostics;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.Ec2;

/// <summary>A virtual machine, and how far the ECS agent on it has come.</summary>
/// <param name="Id">Such as <c>i-0123456789abcdef0</c>.</param>
public sealed record Ec2Instance(string Id) : Ec2Resource(Id)
{
    public static readonly TimeSpan StartTime = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan StopTime = TimeSpan.FromSeconds(15);

    /// <summary>How long after boot the agent registers the machine.</summary>
    public static readonly TimeSpan AgentStartTime = TimeSpan.FromSeconds(20);

    /// <summary>How long the agent waits before it tries again.</summary>
    public static readonly TimeSpan AgentRetryTime = TimeSpan.FromSeconds(30);

    /// <summary>How long a terminated instance can still be described.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    public override EntityKind Kind => EntityKind.Ec2Instance;

    public override string ResourceType => "instance";

    public override IReadOnlyList<string> Within => IsGone
        ? []
        : [VpcId, SubnetId, .. AgentWaitsFor is { } cluster ? (string[])[WaitingFor(cluster)] : []];

    public required Machine Machine { get; init; }
    public required string VpcId { get; init; }
    public required string SubnetId { get; init; }
    public required string Zone { get; init; }
    public required ValueList<string> SecurityGroupIds { get; init; }

    /// <summary>In the subnet's range.</summary>
    public required string PrivateIpAddress { get; init; }

    /// <summary>Null where the subnet gives none, and while the instance does not run.</summary>
    public string? PublicIpAddress { get; init; }
    public required string ReservationId { get; init; }

    /// <summary>Its place among those that were launched with it, from 0.</summary>
    public int LaunchIndex { get; init; }
    public string? ClientToken { get; init; }

    /// <summary>The Auto Scaling group that it belongs to.</summary>
    public string? GroupName { get; init; }
    public bool DisableApiTermination { get; init; }
    public required DateTimeOffset LaunchedAt { get; init; }

    public Ec2InstanceStatus Status { get; init; }
    public required DateTimeOffset StatusSince { get; init; }

    /// <summary>Such as <c>Client.UserInitiatedShutdown</c>; null while nothing ended it.</summary>
    public string? StateReasonCode { get; init; }
    public string? StateReason { get; init; }

    /// <summary>When the agent next tries to register or to connect again; null when it has, or when there is none.</summary>
    public DateTimeOffset? AgentAt { get; init; }

    /// <summary>The cluster that the agent could not register with because there is none of that name.</summary>
    public string? AgentWaitsFor { get; init; }

    /// <summary>What the agent registered.</summary>
    public string? ContainerInstanceId { get; init; }

    /// <summary>True from the moment that it is told to end.</summary>
    public bool IsEnding => Status is Ec2InstanceStatus.ShuttingDown or Ec2InstanceStatus.Terminated;

    public bool IsGone => Status == Ec2InstanceStatus.Terminated;

    /// <summary>The next try of an agent that has no cluster is upkeep: an automatic clock would jump from one to the next for ever.</summary>
    public override Wake? NextWake => Status switch
    {
        Ec2InstanceStatus.Pending => new(StatusSince + StartTime, IsUpkeep: false),
        Ec2InstanceStatus.Running => AgentAt is { } at ? new(at, IsUpkeep: AgentWaitsFor is not null) : null,
        Ec2InstanceStatus.ShuttingDown or Ec2InstanceStatus.Stopping => new(StatusSince + StopTime, IsUpkeep: false),
        Ec2InstanceStatus.Terminated => new(StatusSince + Remembered, IsUpkeep: true),
        Ec2InstanceStatus.Stopped => null,
        _ => throw new UnreachableException(),
    };

    internal static string WaitingFor(string cluster) => $"waiting for {cluster}";
}
