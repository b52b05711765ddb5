namespace Workbook.Engine.Tests.Time;

/// <summary>A machine whose clock stands still until it is told otherwise.</summary>
internal sealed class FakeMachine : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = Start;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    /// <summary>Moves ahead and rings every timer that becomes due on the way; negative to set the clock back.</summary>
    public void Move(TimeSpan by)
    {
        var target = GetUtcNow() + by;
        while (true)
        {
            Timer? due;
            lock (_gate)
            {
                due = _timers.Where(timer => timer.DueAt <= target).MinBy(timer => timer.DueAt);
                if (due is null)
                {
                    _now = target;
                    return;
                }
                if (due.DueAt > _now) _now = due.DueAt.Value;
                due.DueAt = null;
            }
            due.Ring();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        lock (_gate) _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>A timer that rings once each time it is set, as the engine's clock needs it.</summary>
    private sealed class Timer(FakeMachine machine, Action ring) : ITimer
    {
        public DateTimeOffset? DueAt { get; set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan) throw new NotSupportedException("Periods are not faked.");
            lock (machine._gate) DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : machine._now + dueTime;
            return true;
        }

        public void Dispose()
        {
            lock (machine._gate) machine._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
