using System.Collections.Immutable;

namespace Workbook;

/// <summary>What became of a service deployment, as AWS's APIs tell it. All times are counted from its beginning.</summary>
internal sealed record Rollout
{
    public required string Service { get; init; }

    /// <summary>The task definitions that it leads from; none for a service's first deployment.</summary>
    public required ImmutableArray<string> From { get; init; }

    /// <summary>The task definition that it leads to.</summary>
    public required string To { get; init; }

    /// <summary>Such as <c>SUCCESSFUL</c>.</summary>
    public required string Status { get; init; }

    public required string Reason { get; init; }

    /// <summary>Strategy and circuit breaker in words.</summary>
    public required string Rules { get; init; }

    /// <summary>How long what is shown lasts: until the last that happened, and a little longer.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>When it ended; null while it is under way.</summary>
    public TimeSpan? Ended { get; init; }

    /// <summary>When it turned back.</summary>
    public TimeSpan? RolledBack { get; init; }

    public required ImmutableArray<RolloutTask> Tasks { get; init; }

    /// <summary>The lifecycle stages, each until the next one; none for a rolling update, nor where the endpoint is no workbook.</summary>
    public ImmutableArray<(TimeSpan From, string Name)> Stages { get; init; } = [];

    /// <summary>Percent of the production traffic that goes to the new revision; known where the stages are.</summary>
    public ImmutableArray<Reading> Traffic { get; init; } = [];

    public required ImmutableArray<(TimeSpan At, string Text)> Events { get; init; }

    /// <summary>When anything happened.</summary>
    public IEnumerable<TimeSpan> Moments => Tasks.SelectMany(task => new[] { task.Created, task.Started, task.Stopping, task.Stopped }.OfType<TimeSpan>())
        .Concat(Stages.Select(stage => stage.From)).Concat(Traffic.Select(each => each.At)).Concat(Events.Select(each => each.At));

    /// <summary>How many tasks of a side ran, each from its time on.</summary>
    public IReadOnlyList<Reading> Running(RolloutSide side)
    {
        // A task counts from when it runs until it is told to stop: +1, -1.
        var changes = Tasks.Where(task => task.Side == side && task.Started is not null)
            .SelectMany(task => task.Ends is { } end ? [(At: task.Started!.Value, By: 1), (At: end, By: -1)] : new[] { (At: task.Started!.Value, By: 1) })
            .Where(change => change.At <= Length)
            .GroupBy(change => change.At > TimeSpan.Zero ? change.At : TimeSpan.Zero, change => change.By)
            .OrderBy(each => each.Key);
        var readings = new List<Reading> { new(TimeSpan.Zero, 0) };
        foreach (var each in changes) readings.Add(new(each.Key, readings[^1].Value + each.Sum()));
        readings.Add(new(Length, readings[^1].Value));
        return readings;
    }
}

/// <summary>Which tasks: those that were there before, those of the new revision, or those that a rollback started.</summary>
internal enum RolloutSide
{
    Old,
    New,
    Back,
}

/// <summary>A task of a service while it is deployed.</summary>
/// <param name="Name">The first digits of its id.</param>
/// <param name="Definition">Such as <c>web:2</c>.</param>
/// <param name="Created">Negative for one that was there before.</param>
/// <param name="Started">Since when it ran.</param>
/// <param name="Stopping">When it was told to stop.</param>
/// <param name="Failure">What went wrong with it, such as <c>TaskFailedToStart</c>; empty for nothing.</param>
internal sealed record RolloutTask(string Name, string Definition, RolloutSide Side, TimeSpan Created, TimeSpan? Started, TimeSpan? Stopping, TimeSpan? Stopped, string Failure)
{
    /// <summary>When it was of no more use.</summary>
    public TimeSpan? Ends => Stopping ?? Stopped;
}
