using System.Collections.Immutable;

namespace Workbook;

/// <summary>What became of a service over time, as AWS's APIs tell it. All times are counted from <see cref="Begin"/>.</summary>
internal sealed record ServiceTimeline
{
    public required string Cluster { get; init; }

    public required string Service { get; init; }

    public required DateTimeOffset Begin { get; init; }

    /// <summary>How long what is shown lasts.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>The desired count, each from its time on.</summary>
    public required ImmutableArray<Reading> Desired { get; init; }

    /// <summary>How many tasks ran, each from its time on.</summary>
    public required ImmutableArray<Reading> Running { get; init; }

    public required ChartMetric Metric { get; init; }

    /// <summary>What the metric was in the period that begins at each time.</summary>
    public required ImmutableArray<Reading> Values { get; init; }

    /// <summary>What target tracking keeps the metric at; null where nothing does.</summary>
    public double? Target { get; init; }

    public required ImmutableArray<AlarmTrack> Alarms { get; init; }

    public required ImmutableArray<ScalingMark> Scalings { get; init; }

    public required ImmutableArray<DeploymentMark> Deployments { get; init; }
}

/// <summary>A number at a time.</summary>
internal readonly record struct Reading(TimeSpan At, double Value);

/// <summary>An alarm's states, one after the other.</summary>
/// <param name="Label">What it watches, such as <c>CPUUtilization &gt; 50</c>.</param>
internal sealed record AlarmTrack(string Label, ImmutableArray<(TimeSpan From, string State)> States);

/// <summary>A scaling activity.</summary>
/// <param name="To">The desired count that it set.</param>
internal sealed record ScalingMark(TimeSpan At, int To, string Cause);

/// <summary>A service deployment.</summary>
/// <param name="Revision">The task definition, such as <c>web:2</c>.</param>
/// <param name="Status">Such as <c>SUCCESSFUL</c>.</param>
internal sealed record DeploymentMark(TimeSpan At, string Revision, string Status);
