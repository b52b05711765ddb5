using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>Sets the bounds of a scalable target at certain times.</summary>
/// <param name="TargetKey">The <see cref="AasScalableTarget.Key"/>.</param>
/// <param name="Name">Unique among the target's scheduled actions.</param>
/// <param name="Id">The UUID in its ARN.</param>
/// <param name="CreatedAt">When.</param>
public sealed record AasScheduledAction(string TargetKey, string Name, string Id, DateTimeOffset CreatedAt)
{
    /// <summary>As it was given: <c>at(…)</c>, <c>rate(…)</c> or <c>cron(…)</c>.</summary>
    public required string Schedule { get; init; }

    /// <summary>An IANA name, as it was given; null for UTC.</summary>
    public string? Timezone { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Null leaves the target's as it is.</summary>
    public int? MinCapacity { get; init; }

    /// <summary>Null leaves the target's as it is.</summary>
    public int? MaxCapacity { get; init; }

    /// <summary>When it was last put: from then on <c>rate</c> counts, unless there is a start time.</summary>
    public DateTimeOffset ConfiguredAt { get; init; }

    /// <summary>When it runs next; null when it never does again.</summary>
    public DateTimeOffset? NextAt { get; init; }

    public string Key => KeyOf(TargetKey, Name);

    /// <summary>An automatic clock does not jump to it: it would play whole days while somebody looks at a morning.</summary>
    public Wake? NextWake => NextAt is { } at ? new(at, IsUpkeep: true) : null;

    public string Arn(AccountRegion scope) =>
        $"arn:aws:autoscaling:{scope.Region}:{scope.Account}:scheduledAction:{Id}:resource/{AasScalableTarget.Namespace}/{TargetKey}:scheduledActionName/{Name}";

    public static string KeyOf(string targetKey, string name) => $"{targetKey}|{name}";
}
