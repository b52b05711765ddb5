namespace Workbook.Engine.Time;

/// <summary>A <see cref="TimeProvider"/> timer on the engine's clock.</summary>
internal sealed class ClockTimer : ITimer
{
    private readonly EngineClock _clock;
    private readonly Action _callback;
    private readonly Lock _gate = new();
    private TimeSpan _period;
    private IDisposable? _next;
    private int _change;
    private bool _disposed;

    public ClockTimer(EngineClock clock, Action callback, TimeSpan dueTime, TimeSpan period)
    {
        _clock = clock;
        _callback = callback;
        Change(dueTime, period);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            if (_disposed) return false;
            _next?.Dispose();
            _period = period;
            _change++;
            _next = dueTime == Timeout.InfiniteTimeSpan ? null : After(dueTime);
            return true;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _next?.Dispose();
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private IDisposable After(TimeSpan wait)
    {
        var change = _change;
        return _clock.Schedule(_clock.GetUtcNow() + wait, isUpkeep: false, () => Fire(change));
    }

    private void Fire(int change)
    {
        lock (_gate)
        {
            // A call on its way when the timer was changed belongs to what the timer was before.
            if (_disposed || change != _change) return;
            _next = _period > TimeSpan.Zero ? After(_period) : null;
        }
        _callback();
    }
}
