using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch.Alarms;

/// <summary>
/// A CloudWatch alarm with its state. One that was never configured has neither <see cref="Metric"/> nor <see cref="Composite"/>: somebody only
/// said which state it is in, for the deployments that watch it.
/// </summary>
/// <param name="Name">Unique in the account and region.</param>
public sealed record CwAlarm(string Name)
{
    /// <summary>As it was asked for, with defaults; null unless it watches a metric or an expression.</summary>
    public PutMetricAlarmRequest? Metric { get; init; }

    /// <summary>As it was asked for, with defaults; null unless it is made of other alarms.</summary>
    public PutCompositeAlarmRequest? Composite { get; init; }

    /// <summary>One of <see cref="StateValue"/>.</summary>
    public string State { get; init; } = StateValue.InsufficientData;

    public string Reason { get; init; } = "Unchecked: Initial alarm creation";

    /// <summary>JSON; null when there is none.</summary>
    public string? ReasonData { get; init; }

    /// <summary>When the state was last told, also the same again.</summary>
    public DateTimeOffset StateUpdatedAt { get; init; }

    /// <summary>When the state last became another.</summary>
    public DateTimeOffset StateTransitionedAt { get; init; }

    public DateTimeOffset ConfiguredAt { get; init; }

    public ValueList<Tag> Tags { get; init; } = [];

    /// <summary>What holds back the actions of its last change, one of <see cref="Workbook.Shapes.CloudWatch.ActionsSuppressedBy"/>; null when nothing does.</summary>
    public string? SuppressedBy { get; init; }

    /// <summary>Until when; null while it is the suppressor that does.</summary>
    public DateTimeOffset? SuppressedUntil { get; init; }

    public Wake? NextWake => SuppressedUntil is { } until ? new(until, IsUpkeep: false) : null;

    public bool IsInAlarm => State == StateValue.Alarm;

    public bool IsConfigured => Metric is not null || Composite is not null;

    /// <summary>Whether actions are carried out.</summary>
    public bool ActionsEnabled => Metric?.ActionsEnabled ?? Composite?.ActionsEnabled ?? false;

    /// <summary>What is done when the state becomes that of the alarm now; ARNs.</summary>
    public ValueList<string> Actions => (State switch
    {
        StateValue.Alarm => Metric?.AlarmActions ?? Composite?.AlarmActions,
        StateValue.Ok => Metric?.OKActions ?? Composite?.OKActions,
        _ => Metric?.InsufficientDataActions ?? Composite?.InsufficientDataActions,
    }) ?? [];

    /// <summary>One of <see cref="Workbook.Shapes.CloudWatch.AlarmType"/>.</summary>
    public string Type => Composite is null ? AlarmType.MetricAlarm : AlarmType.CompositeAlarm;

    public string Arn(AccountRegion scope) => $"arn:aws:cloudwatch:{scope.Region}:{scope.Account}:alarm:{Name}";
}
