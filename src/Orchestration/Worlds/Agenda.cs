using System.Collections.Immutable;

namespace Workbook.Orchestration.Worlds;

/// <summary>
/// What the planner has to look at: the things that changed since it last did, and appointments for later. It makes the
/// cost of planning grow with what changed and not with what exists.
/// </summary>
public sealed record Agenda
{
    public static Agenda Empty { get; } = new();

    /// <summary>Changed and not looked at since.</summary>
    public ImmutableSortedSet<EntityKey> Touched { get; private init; } = [];

    private ImmutableSortedSet<Appointment> Progress { get; init; } = [];
    private ImmutableSortedSet<Appointment> Upkeep { get; init; } = [];

    /// <summary>The next time at which something moves on by itself, or null.</summary>
    public DateTimeOffset? NextProgressAt => Progress.IsEmpty ? null : Progress.Min.Wake.At;

    /// <summary>The next time at which something is cleaned up, or null.</summary>
    public DateTimeOffset? NextUpkeepAt => Upkeep.IsEmpty ? null : Upkeep.Min.Wake.At;

    /// <summary>What is touched or due at <paramref name="now"/>, in a stable order.</summary>
    public IEnumerable<EntityKey> Due(DateTimeOffset now) =>
        Touched.Concat(Until(Progress, now).Concat(Until(Upkeep, now)).Select(appointment => appointment.Key)).Distinct();

    internal Agenda Touch(EntityKey key) => this with { Touched = Touched.Add(key) };

    internal Agenda Settle(EntityKey key) => this with { Touched = Touched.Remove(key) };

    /// <summary>
    /// Without what is touched or due. An appointment rings once: one that the planner has nothing to do about, such as a launch to be tried
    /// again while launches are suspended, would be due for ever. Whatever changes that touches the thing anyway.
    /// </summary>
    internal Agenda Settle(DateTimeOffset now) => new() { Progress = Progress.Except(Until(Progress, now)), Upkeep = Upkeep.Except(Until(Upkeep, now)) };

    internal Agenda Reschedule(EntityKey key, Wake? before, Wake? after)
    {
        if (before == after) return this;
        var agenda = this;
        if (before is { } old) agenda = agenda.With(old.IsUpkeep, set => set.Remove(new(old, key)));
        if (after is { } next) agenda = agenda.With(next.IsUpkeep, set => set.Add(new(next, key)));
        return agenda;
    }

    private Agenda With(bool upkeep, Func<ImmutableSortedSet<Appointment>, ImmutableSortedSet<Appointment>> change) =>
        upkeep ? this with { Upkeep = change(Upkeep) } : this with { Progress = change(Progress) };

    private static IEnumerable<Appointment> Until(ImmutableSortedSet<Appointment> appointments, DateTimeOffset now) =>
        appointments.TakeWhile(appointment => appointment.Wake.At <= now);
}
