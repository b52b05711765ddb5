using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>A service whose desired count Application Auto Scaling may set, within bounds.</summary>
/// <param name="ResourceId">Such as <c>service/default/web</c>.</param>
/// <param name="Id">What its ARN ends with.</param>
/// <param name="CreatedAt">When it was registered.</param>
public sealed record AasScalableTarget(string ResourceId, string Id, DateTimeOffset CreatedAt)
{
    /// <summary>The only namespace and dimension that are served.</summary>
    public const string Namespace = ServiceNamespace.Ecs, Dimension = ScalableDimension.EcsServiceDesiredCount;

    public required int MinCapacity { get; init; }

    public required int MaxCapacity { get; init; }

    public required string RoleArn { get; init; }

    public SuspendedState Suspended { get; init; } = new() { DynamicScalingInSuspended = false, DynamicScalingOutSuspended = false, ScheduledScalingSuspended = false };

    public ValueMap<string> Tags { get; init; } = new([]);

    /// <summary>True from the time the bounds were set until the count was compared with them.</summary>
    public bool BoundsAreNew { get; init; }

    /// <summary>Alarms that invoked policies and were not decided about yet.</summary>
    public ValueList<PolicyInvocation> Heard { get; init; } = [];

    /// <summary>The last scale-out by a policy whose cooldown was not interrupted; null when there is none.</summary>
    public ScaleOutCooldown? ScaledOut { get; init; }

    /// <summary>Until when scale-in waits after the last one by a policy; null when it does not.</summary>
    public DateTimeOffset? ScaleInFrom { get; init; }

    /// <summary>The <see cref="AasScalingActivity.Key"/> of a change that the service has not fulfilled yet.</summary>
    public string? RunningActivity { get; init; }

    /// <summary>The key of the newest one.</summary>
    public string? LastActivity { get; init; }

    /// <summary>Counts its activities, so that each gets a key of its own.</summary>
    public int Activities { get; init; }

    /// <summary>Unique in the account and region; the namespace and dimension are always the same.</summary>
    public string Key => ResourceId;

    /// <summary>The <see cref="Services.EcsService.Key"/>: <c>service/default/web</c> → <c>default/web</c>.</summary>
    public string ServiceKey => ResourceId["service/".Length..];

    public string Arn(AccountRegion scope) => $"arn:aws:application-autoscaling:{scope.Region}:{scope.Account}:scalable-target/{Id}";

    public static string KeyOf(string serviceKey) => "service/" + serviceKey;
}

/// <summary>While it lasts, what a scale-out added counts towards the next one: 10 + 2, then + 3 within the cooldown → 13, not 15.</summary>
/// <param name="From">The count before.</param>
/// <param name="At">When.</param>
/// <param name="Until">When it is over.</param>
public sealed record ScaleOutCooldown(int From, DateTimeOffset At, DateTimeOffset Until)
{
    /// <summary>What happens at the same moment belongs together, also without any cooldown: the largest capacity wins.</summary>
    public bool Lasts(DateTimeOffset now) => now < Until || now == At;
}

/// <summary>An alarm invoked a policy.</summary>
/// <param name="PolicyName">Which policy of the target.</param>
/// <param name="Reading">What the alarm said.</param>
public sealed record PolicyInvocation(string PolicyName, AlarmReading Reading);
