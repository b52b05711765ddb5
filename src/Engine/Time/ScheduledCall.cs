namespace Workbook.Engine.Time;

/// <summary>A call that an <see cref="EngineClock"/> will make, ordered by time and then by when it was asked for.</summary>
internal sealed class ScheduledCall(DateTimeOffset at, long sequence, bool isUpkeep, Action callback, Action<ScheduledCall> cancel)
    : IComparable<ScheduledCall>, IDisposable
{
    private readonly long _sequence = sequence;

    public DateTimeOffset At { get; } = at;

    public bool IsUpkeep { get; } = isUpkeep;

    public void Fire() => callback();

    public void Dispose() => cancel(this);

    public int CompareTo(ScheduledCall? other) =>
        other is null ? 1 : At.CompareTo(other.At) is var byTime and not 0 ? byTime : _sequence.CompareTo(other._sequence);
}
