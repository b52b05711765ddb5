using System.Globalization;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>What was done about a scalable target, or why nothing was; it outlives the target.</summary>
/// <param name="TargetKey">The <see cref="AasScalableTarget.Key"/>.</param>
/// <param name="Id">A UUID.</param>
/// <param name="Number">Tells it from others of the same moment.</param>
/// <param name="StartedAt">When.</param>
public sealed record AasScalingActivity(string TargetKey, string Id, int Number, DateTimeOffset StartedAt)
{
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(42);

    /// <summary>Such as <c>Setting desired count to 4.</c></summary>
    public required string Description { get; init; }

    /// <summary>Such as <c>monitor alarm hot in state ALARM triggered policy out</c>.</summary>
    public required string Cause { get; init; }

    /// <summary>One of <see cref="ScalingActivityStatusCode"/>.</summary>
    public required string StatusCode { get; init; }

    public string? StatusMessage { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The desired count that it asked for; null when it did not.</summary>
    public int? Capacity { get; init; }

    /// <summary>Null unless it is about not scaling.</summary>
    public ValueList<NotScaledReason>? NotScaledReasons { get; init; }

    /// <summary>By time within a target.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{TargetKey}|{StartedAt.UtcTicks:D20}|{Number:D8}");

    public Wake NextWake => new(StartedAt + Remembered, IsUpkeep: true);
}
