using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>What is registered with a target group.</summary>
/// <param name="GroupKey">The <see cref="ElbTargetGroup.Key"/>.</param>
/// <param name="Id">An IP address, an instance id, or the ARN of an Application Load Balancer, as the group's type demands.</param>
/// <param name="Port">Where it is sent requests.</param>
/// <param name="RegisteredAt">When it was registered last; tells observations about earlier registrations from those about this one.</param>
public sealed record ElbTarget(string GroupKey, string Id, int Port, DateTimeOffset RegisteredAt)
{
    /// <summary>As the caller named it, or null: a zone's name or <c>all</c>.</summary>
    public string? AvailabilityZone { get; init; }

    /// <summary>
    /// <c>initial</c>, <c>healthy</c>, <c>unhealthy</c> or <c>draining</c>, of <see cref="TargetHealthStateEnum"/>. Whether a group is used at all
    /// is not noted here but found when somebody asks.
    /// </summary>
    public string State { get; init; } = TargetHealthStateEnum.Initial;

    /// <summary>One of <see cref="TargetHealthReasonEnum"/>, or null.</summary>
    public string? Reason { get; init; } = TargetHealthReasonEnum.ElbRegistrationInProgress;

    /// <summary>The reason in words, such as <c>Target registration is in progress</c>.</summary>
    public string? Description { get; init; } = "Target registration is in progress";

    /// <summary>When it became healthy; slow start counts from then. Null while it is not.</summary>
    public DateTimeOffset? HealthySince { get; init; }

    /// <summary>The ECS task that it belongs to; null when somebody registered it by hand.</summary>
    public string? TaskId { get; init; }

    /// <summary>When its draining ends; null while it does not drain.</summary>
    public Wake? NextWake { get; init; }

    public string Key => KeyOf(GroupKey, Id, Port);

    public static string KeyOf(string groupKey, string id, int port) => $"{groupKey}/{id}:{port}";
}
