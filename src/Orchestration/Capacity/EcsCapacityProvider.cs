using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>A capacity provider over an Auto Scaling group (see "Amazon ECS capacity providers for EC2 workloads").</summary>
/// <param name="Name">Up to 255 letters, digits, hyphens and underscores.</param>
/// <param name="GroupArn">The group's ARN, or its name where the caller gave that.</param>
public sealed record EcsCapacityProvider(string Name, string GroupArn)
{
    /// <summary>ACTIVE, or INACTIVE once it was deleted.</summary>
    public string Status { get; init; } = CapacityProviderStatus.Active;

    /// <summary>One of <see cref="CapacityProviderUpdateStatus"/>.</summary>
    public string UpdateStatus { get; init; } = CapacityProviderUpdateStatus.CreateComplete;

    /// <summary>Complete: every member has a value.</summary>
    public required ManagedScaling Scaling { get; init; }

    /// <summary>ENABLED or DISABLED: whether instances with tasks are protected from being scaled in.</summary>
    public required string TerminationProtection { get; init; }

    /// <summary>ENABLED or DISABLED: whether instances are drained before the group terminates them.</summary>
    public required string Draining { get; init; }
    public ValueList<Tag> Tags { get; init; } = [];

    /// <summary>When it was deleted.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>When the group's size is decided on next; null while there is nothing to do about it.</summary>
    public DateTimeOffset? DecideAt { get; init; }

    /// <summary>The first data point of those in a row that were below the target.</summary>
    public DateTimeOffset? BelowSince { get; init; }

    /// <summary>Until when instances of the last scale-out warm up: no instance is given back before.</summary>
    public DateTimeOffset? WarmUntil { get; init; }

    /// <summary>How long a deleted one can be described.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    public bool IsActive => Status == CapacityProviderStatus.Active;

    /// <summary>True when tasks without room wait for the group to grow.</summary>
    public bool IsManaged => IsActive && Scaling.Status == ManagedScalingStatus.Enabled;

    /// <summary>When the planner has to look at it though nothing happened.</summary>
    public Wake? NextWake => DeletedAt is { } deletedAt ? new(deletedAt + Remembered, IsUpkeep: true)
        : DecideAt is { } at ? new(at, IsUpkeep: false)
        : null;
}
