namespace Workbook.Orchestration.Worlds;

/// <summary>A delay as data: when the planner has to look at something again.</summary>
/// <param name="At">When.</param>
/// <param name="IsUpkeep">
/// True for housekeeping such as forgetting stopped tasks: an automatic clock does not jump to it, else every stopped
/// task would be gone before anybody saw it.
/// </param>
public readonly record struct Wake(DateTimeOffset At, bool IsUpkeep);

/// <summary>A <see cref="Wake"/> with what it is for, ordered by time.</summary>
internal readonly record struct Appointment(Wake Wake, EntityKey Key) : IComparable<Appointment>
{
    public int CompareTo(Appointment other) =>
        Wake.At.CompareTo(other.Wake.At) is var byTime and not 0 ? byTime : Key.CompareTo(other.Key);
}
