using System.Globalization;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.AutoScaling;

/// <summary>What a group did, as DescribeScalingActivities shows it.</summary>
/// <param name="GroupName">The group.</param>
/// <param name="Id">A UUID.</param>
/// <param name="Description">Such as <c>Launching a new EC2 instance: i-0123456789abcdef0</c>.</param>
/// <param name="Cause">Why, with times.</param>
/// <param name="StartedAt">When.</param>
public sealed record ScalingActivity(string GroupName, string Id, string Description, string Cause, DateTimeOffset StartedAt)
{
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(42);

    public string StatusCode { get; init; } = "InProgress";
    public string? StatusMessage { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Percent.</summary>
    public int Progress { get; init; }

    /// <summary>Where, as JSON.</summary>
    public required string Details { get; init; }

    /// <summary>By time within a group.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{GroupName}|{StartedAt.UtcTicks:D20}|{Id}");

    public Wake NextWake => new(StartedAt + Remembered, IsUpkeep: true);
}
